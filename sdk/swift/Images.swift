// Pictures as Apple's platforms have them. Type-checked against our own stubs of these two modules; not run by our tests.
#if canImport(CoreGraphics) && canImport(CoreVideo)
    import CoreGraphics
    import CoreVideo
    import Foundation

    extension Model {
        /// A picture. `orientation`: EXIF's, 1 … 8, for a CGImage is as its file stored it: UIImage's and ImageIO's know it.
        /// Throws PinnaceError `input.picture` when there is no memory to draw it, and from a model of texts.
        public func predict(_ image: CGImage, orientation: Int = 1) throws -> Answer {
            let stored = Stored(width: image.width, height: image.height, orientation: orientation)
            return try answer(stored) { try give(image, to: $0) }
        }

        /// What the model sees of a picture.
        public func seen(_ image: CGImage, orientation: Int = 1) throws -> Picture {
            let stored = Stored(width: image.width, height: image.height, orientation: orientation)
            return try picture(stored) { try give(image, to: $0) }
        }

        /// A camera's frame of kCVPixelFormatType_32BGRA or 32RGBA. `orientation`: EXIF's, 1 … 8; a phone held upright gives 6.
        /// Throws PinnaceError `input.picture` for another format, and from a model of texts.
        public func predict(_ frame: CVPixelBuffer, orientation: Int = 1) throws -> Answer {
            try answer(stored(frame, orientation)) { try give(frame, to: $0) }
        }

        /// What the model sees of a frame.
        public func seen(_ frame: CVPixelBuffer, orientation: Int = 1) throws -> Picture {
            try picture(stored(frame, orientation)) { try give(frame, to: $0) }
        }
    }

    private func stored(_ frame: CVPixelBuffer, _ orientation: Int) -> Stored {
        Stored(width: CVPixelBufferGetWidth(frame), height: CVPixelBufferGetHeight(frame), orientation: orientation)
    }

    /// The image's own RGB, not converted; any other colours as sRGB. Core Graphics draws colours multiplied by alpha.
    private func give(_ image: CGImage, to take: Taker) throws {
        let (row, height) = (4 * image.width, image.height)
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: row * height, alignment: 16)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        let own = image.colorSpace.flatMap { $0.model == .rgb ? $0 : nil }
        let spaces = [own, CGColorSpace(name: CGColorSpace.sRGB)].compactMap { $0 }
        let context = spaces.lazy.compactMap {
            CGContext(
                data: memory.baseAddress, width: image.width, height: height, bitsPerComponent: 8, bytesPerRow: row,
                space: $0, bitmapInfo: CGImageAlphaInfo.premultipliedLast.rawValue)
        }.first
        guard let context else { throw PinnaceError("input.picture", "Core Graphics cannot draw it", number: 35) }
        context.setBlendMode(.copy)
        context.draw(image, in: CGRect(x: 0, y: 0, width: image.width, height: height))
        let opaque: [CGImageAlphaInfo] = [.none, .noneSkipFirst, .noneSkipLast]
        if !opaque.contains(image.alphaInfo) { divideByAlpha(memory.bindMemory(to: UInt8.self)) }
        try take(UnsafeRawBufferPointer(memory))
    }

    /// Rows of a frame lie further apart than they are long, and blue comes first.
    private func give(_ frame: CVPixelBuffer, to take: Taker) throws {
        let format = CVPixelBufferGetPixelFormatType(frame)
        let swap = format == kCVPixelFormatType_32BGRA
        guard swap || format == kCVPixelFormatType_32RGBA else {
            throw PinnaceError(
                "input.picture", "a frame of format \(format): ask the camera for kCVPixelFormatType_32BGRA", number: 35)
        }
        guard CVPixelBufferLockBaseAddress(frame, .readOnly) == kCVReturnSuccess else {
            throw PinnaceError("input.picture", "the frame's pixels cannot be read", number: 35)
        }
        defer { CVPixelBufferUnlockBaseAddress(frame, .readOnly) }
        guard let base = CVPixelBufferGetBaseAddress(frame) else { throw PinnaceError(35) }
        let (step, row) = (CVPixelBufferGetBytesPerRow(frame), 4 * CVPixelBufferGetWidth(frame))
        var line = [UInt8](repeating: 0, count: swap ? row : 0)
        for y in 0..<CVPixelBufferGetHeight(frame) {
            let from = UnsafeRawBufferPointer(start: base + y * step, count: row)
            if !swap {
                try take(from)
                continue
            }
            swapRedAndBlue(from, &line)
            try line.withUnsafeBytes(take)
        }
    }
#endif

/// RGBA, in place: colours that were multiplied by alpha, as they were before, to the nearest level.
func divideByAlpha(_ rgba: UnsafeMutableBufferPointer<UInt8>) {
    for pixel in stride(from: 0, to: rgba.count, by: 4) where rgba[pixel + 3] != 255 {
        let alpha = Int(rgba[pixel + 3])
        for at in pixel..<pixel + 3 where alpha != 0 {
            rgba[at] = UInt8(min(255, (Int(rgba[at]) * 255 + alpha / 2) / alpha))
        }
    }
}

/// BGRA to RGBA.
func swapRedAndBlue(_ bgra: UnsafeRawBufferPointer, _ rgba: inout [UInt8]) {
    for pixel in stride(from: 0, to: bgra.count, by: 4) {
        rgba[pixel] = bgra[pixel + 2]
        rgba[pixel + 1] = bgra[pixel + 1]
        rgba[pixel + 2] = bgra[pixel]
        rgba[pixel + 3] = bgra[pixel + 3]
    }
}
