import CPinnace
import Foundation

/// The size of what a model sees of a picture, in pixels.
public struct View: Equatable, Sendable {
    public let width: Int
    public let height: Int
}

/// What a model saw of a picture: turned upright, cut and made smaller.
public struct Picture: Equatable, Sendable {
    public let width: Int
    public let height: Int
    /// (height, width, 3): rows from the top, each pixel red, green, blue.
    public let rgb: [UInt8]
}

/// A picture as it is stored, before `orientation` (EXIF's, 1 … 8) turns it upright.
struct Stored {
    let width: Int
    let height: Int
    let orientation: Int
}

/// Takes bytes of a picture's pixels: red, green, blue, alpha, row after row, in pieces of any length.
typealias Taker = (UnsafeRawBufferPointer) throws -> Void

extension Model {
    /// A picture: rows from the top, `stride` bytes from one to the next (by default without a gap); each pixel red, green,
    /// blue and alpha, by which the colours are not multiplied. `orientation`: EXIF's, 1 … 8. Nothing is copied.
    /// Throws PinnaceError `input.picture` for another size, too few bytes, a model of texts.
    public func predict(
        rgba: UnsafeRawBufferPointer, width: Int, height: Int, orientation: Int = 1, stride: Int? = nil
    ) throws -> Answer {
        let stored = Stored(width: width, height: height, orientation: orientation)
        return try answer(stored, rows(rgba, stored, stride))
    }

    /// The same from data.
    public func predict(rgba: Data, width: Int, height: Int, orientation: Int = 1, stride: Int? = nil) throws -> Answer {
        try rgba.withUnsafeBytes {
            try predict(rgba: $0, width: width, height: height, orientation: orientation, stride: stride)
        }
    }

    /// What the model sees of a picture; arguments as of `predict`.
    public func seen(
        rgba: UnsafeRawBufferPointer, width: Int, height: Int, orientation: Int = 1, stride: Int? = nil
    ) throws -> Picture {
        let stored = Stored(width: width, height: height, orientation: orientation)
        return try picture(stored, rows(rgba, stored, stride))
    }

    /// The same from data.
    public func seen(rgba: Data, width: Int, height: Int, orientation: Int = 1, stride: Int? = nil) throws -> Picture {
        try rgba.withUnsafeBytes {
            try seen(rgba: $0, width: width, height: height, orientation: orientation, stride: stride)
        }
    }

    /// The answer for a picture whose pixels `give` hands over.
    func answer(_ stored: Stored, _ give: (Taker) throws -> Void) throws -> Answer {
        try checked(stored)
        return try sessions.with { try answer($0.predict(stored, give)) }
    }

    /// What the model saw of it.
    func picture(_ stored: Stored, _ give: (Taker) throws -> Void) throws -> Picture {
        let view = try checked(stored)
        return try sessions.with {
            _ = try $0.predict(stored, give)
            return Picture(width: view.width, height: view.height, rgb: try $0.seen(view))
        }
    }

    @discardableResult
    private func checked(_ stored: Stored) throws -> View {
        guard let view else { throw PinnaceError("input.picture", "this model reads texts", number: 35) }
        let sides = 1...65535
        guard sides ~= stored.width, sides ~= stored.height, 1...8 ~= stored.orientation else { throw PinnaceError(35) }
        return view
    }
}

/// Hands over the rows of a buffer: at once where there is nothing between them.
private func rows(
    _ rgba: UnsafeRawBufferPointer, _ stored: Stored, _ stride: Int?
) throws -> (Taker) throws -> Void {
    let (row, overflow) = stored.width.multipliedReportingOverflow(by: 4)
    let step = stride ?? row
    let (last, far) = (stored.height - 1).multipliedReportingOverflow(by: step)
    guard !overflow, !far, step >= row, last <= rgba.count - row else {
        let size = "\(stored.width) × \(stored.height) pixels in rows of \(step) bytes"
        throw PinnaceError("input.picture", "\(size) do not fit into \(rgba.count)", number: 35)
    }
    return { take in
        if step == row { return try take(UnsafeRawBufferPointer(rebasing: rgba[0..<last + row])) }
        for y in 0..<stored.height { try take(UnsafeRawBufferPointer(rebasing: rgba[y * step..<y * step + row])) }
    }
}
