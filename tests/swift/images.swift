// sdk/swift/Images.swift against the stubs: what arrives is what the RGBA face gets. `images PACKAGE`, a model of pictures.
import CoreGraphics
import CoreVideo
import Foundation

let model = try Model(data: Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])))
let (width, height) = (5, 3)
let rgba = (0..<60).map { $0 % 4 == 3 ? UInt8(255) : UInt8($0 * 4) }

func same(_ what: String, _ ours: (Answer, Picture), _ turn: Int, _ rgba: [UInt8]) throws {
    let answer = try model.predict(rgba: Data(rgba), width: width, height: height, orientation: turn)
    let seen = try model.seen(rgba: Data(rgba), width: width, height: height, orientation: turn)
    guard ours == (answer, seen) else { fatalError("\(what), orientation \(turn): \(ours) is not \((answer, seen))") }
}

func frame(_ format: OSType, _ bytes: [UInt8]) -> CVPixelBuffer {
    let rows = (0..<height).flatMap { Array(bytes[20 * $0..<20 * $0 + 20]) + [UInt8](repeating: 9, count: 12) }
    return CVPixelBuffer(width: width, height: height, stride: 32, format: format, bytes: rows)
}

let bgra = stride(from: 0, to: 60, by: 4).flatMap { [rgba[$0 + 2], rgba[$0 + 1], rgba[$0], rgba[$0 + 3]] }
let half = rgba.enumerated().map { $0.offset % 4 == 3 ? UInt8(128) : $0.element / 2 }  // drawn: multiplied by alpha
let whole = half.enumerated().map { $0.offset % 4 == 3 ? UInt8(128) : UInt8((Int($0.element) * 255 + 64) / 128) }
for turn in 1...8 {
    for buffer in [frame(kCVPixelFormatType_32RGBA, rgba), frame(kCVPixelFormatType_32BGRA, bgra)] {
        try same("a frame", (model.predict(buffer, orientation: turn), model.seen(buffer, orientation: turn)), turn, rgba)
        precondition(buffer.locks == 0)
    }
    for space in [CGColorSpace(model: .rgb), CGColorSpace(model: .cmyk), nil] {
        let image = CGImage(width: width, drawn: rgba, alphaInfo: .noneSkipLast, colorSpace: space)
        try same("an image", (model.predict(image, orientation: turn), model.seen(image, orientation: turn)), turn, rgba)
    }
    let clear = CGImage(width: width, drawn: half, alphaInfo: .last, colorSpace: nil)
    try same("alpha", (model.predict(clear, orientation: turn), model.seen(clear, orientation: turn)), turn, whole)
}
let planes = frame(0x3432_3076, rgba)  // 420v, what a camera gives unless it is asked
do {
    _ = try model.predict(planes)
    fatalError("planes were taken for pixels")
} catch let error as PinnaceError where error.code == "input.picture" {
    precondition(error.message.contains("kCVPixelFormatType_32BGRA") && planes.locks == 0)
}
print("images: equal")
