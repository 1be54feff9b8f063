// Stands in for Apple's module, as far as sdk/swift/Images.swift uses it: our claim of what is there, and no more.
import Foundation

public enum CGColorSpaceModel: Int32 { case monochrome, rgb, cmyk }

public final class CGColorSpace {
    public static let sRGB: CFString = "kCGColorSpaceSRGB"
    public let model: CGColorSpaceModel

    public init?(name: CFString) { model = .rgb }
    public init(model: CGColorSpaceModel) { self.model = model }
}

public typealias CFString = String

public enum CGImageAlphaInfo: UInt32 {
    case none, premultipliedLast, premultipliedFirst, last, first, noneSkipLast, noneSkipFirst, alphaOnly
}

public enum CGBlendMode: Int32 { case normal, copy }

public final class CGImage {
    public let width: Int
    public let height: Int
    public let alphaInfo: CGImageAlphaInfo
    public let colorSpace: CGColorSpace?
    let drawn: [UInt8]

    /// `drawn`: RGBA as Core Graphics would draw it, colours multiplied by alpha.
    public init(width: Int, drawn: [UInt8], alphaInfo: CGImageAlphaInfo, colorSpace: CGColorSpace?) {
        (self.width, self.height, self.drawn) = (width, drawn.count / 4 / width, drawn)
        (self.alphaInfo, self.colorSpace) = (alphaInfo, colorSpace)
    }
}

public final class CGContext {
    private let data: UnsafeMutableRawBufferPointer

    /// Nil, as Apple's, for colours that are not those of the bitmap.
    public init?(
        data: UnsafeMutableRawPointer?, width: Int, height: Int, bitsPerComponent: Int, bytesPerRow: Int,
        space: CGColorSpace, bitmapInfo: UInt32
    ) {
        guard space.model == .rgb, bitmapInfo == CGImageAlphaInfo.premultipliedLast.rawValue else { return nil }
        self.data = UnsafeMutableRawBufferPointer(start: data, count: bytesPerRow * height)
    }

    public func setBlendMode(_ mode: CGBlendMode) {}
    public func draw(_ image: CGImage, in rect: CGRect) { data.copyBytes(from: image.drawn) }
}
