// sdk/swift/Images.swift against the stubs: what arrives is what the RGBA face gets. `images PACKAGE`, a model of pictures.
import CoreGraphics
import CoreVideo
import Foundation

let model = try Model(data: Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])))
let (width, height) = (5, 3)
let rgba: [UInt8] = (0..<60).map { at in at % 4 == 3 ? 255 : UInt8(at * 4) }

func same(_ what: String, _ ours: (Answer, Picture), _ turn: Int, _ rgba: [UInt8]) throws {
    let answer = try model.predict(rgba: Data(rgba), width: width, height: height, orientation: turn)
    let seen = try model.seen(rgba: Data(rgba), width: width, height: height, orientation: turn)
    guard ours == (answer, seen) else { fatalError("\(what), orientation \(turn): \(ours) is not \((answer, seen))") }
}

func frame(_ format: OSType, _ bytes: [UInt8]) -> CVPixelBuffer {
    var rows: [UInt8] = []
    for y in 0..<height { rows += bytes[20 * y..<20 * y + 20] + [UInt8](repeating: 9, count: 12) }
    return CVPixelBuffer(width: width, height: height, stride: 32, format: format, bytes: rows)
}

func pixels(_ change: ([UInt8]) -> [UInt8]) -> [UInt8] {
    var changed: [UInt8] = []
    for at in stride(from: 0, to: 60, by: 4) { changed += change(Array(rgba[at..<at + 4])) }
    return changed
}

let bgra = pixels { [$0[2], $0[1], $0[0], $0[3]] }
let half = pixels { $0[..<3].map { $0 / 2 } + [128] }  // as drawn, multiplied by alpha
let whole = pixels { $0[..<3].map { UInt8((Int($0 / 2) * 255 + 64) / 128) } + [128] }
for turn in 1...8 {
    for buffer in [frame(kCVPixelFormatType_32RGBA, rgba), frame(kCVPixelFormatType_32BGRA, bgra)] {
        let ours = try (model.predict(buffer, orientation: turn), model.seen(buffer, orientation: turn))
        try same("a frame", ours, turn, rgba)
        precondition(buffer.locks == 0)
    }
    for space in [CGColorSpace(model: .rgb), CGColorSpace(model: .cmyk), nil] {
        let image = CGImage(width: width, drawn: rgba, alphaInfo: .noneSkipLast, colorSpace: space)
        let ours = try (model.predict(image, orientation: turn), model.seen(image, orientation: turn))
        try same("an image", ours, turn, rgba)
    }
    let clear = CGImage(width: width, drawn: half, alphaInfo: .last, colorSpace: nil)
    let ours = try (model.predict(clear, orientation: turn), model.seen(clear, orientation: turn))
    try same("alpha", ours, turn, whole)
}
let planes = frame(0x3432_3076, rgba)  // 420v, what a camera gives unless it is asked
do {
    _ = try model.predict(planes)
    fatalError("planes were taken for pixels")
} catch let error as PinnaceError where error.code == "input.picture" {
    precondition(error.message.contains("kCVPixelFormatType_32BGRA") && planes.locks == 0)
}
print("images: equal")
