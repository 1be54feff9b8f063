// Answers a request of pinnace/checking/protocol.py, from standard input on standard output, through the SDK's public face.
import Foundation
import Pinnace

struct Reader {
    let data: Data
    var at = 0

    mutating func number() -> Int {
        at += 4
        return data[at - 4..<at].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func bytes() -> Data {
        let length = number()
        at += length
        return data[at - length..<at]
    }
}

var reader = Reader(data: FileHandle.standardInput.readDataToEndOfFile())
var out = Data()

func put(_ number: Int) {
    withUnsafeBytes(of: Int32(number).littleEndian) { out.append(contentsOf: $0) }
}

func put(_ answer: Answer) {
    answer.scores.forEach { put(Int($0 * 1024)) }
    answer.probabilities.forEach { put(Int($0.probability * 65536)) }
}

/// A raw picture (spec/image.md).
func picture(_ model: Model, _ raw: Data) throws -> Answer {
    var head = Reader(data: raw, at: raw.startIndex)
    let (width, height, orientation) = (head.number(), head.number(), head.number())
    return try model.predict(rgba: raw[head.at...], width: width, height: height, orientation: orientation)
}

func replay() throws {
    let model = try Model(data: reader.bytes())
    let (explained, count) = (reader.number(), reader.number())
    let scores = model.labels.count == 2 ? 1 : model.labels.count
    put(0)
    put(scores)
    put(model.labels.count)
    for i in 0..<count {
        let bytes = reader.bytes()
        if model.view != nil {
            try put(picture(model, bytes))
            continue
        }
        // Text as an app would have it: a string where the bytes are well-formed.
        let text = String(data: bytes, encoding: .utf8).flatMap { Data($0.utf8) == bytes ? $0 : nil }
        try put(text.map { try model.predict($0) } ?? model.predict(bytes))
        if i < explained {
            let label = model.labels[scores == 1 ? 1 : i % scores]
            let why = try text.map { try model.explain($0, label: label) } ?? model.explain(bytes, label: label)
            put(Int(why.bias * 1024))
            put(why.words.count)
            for word in why.words {
                put(word.begin)
                put(word.end)
                put(Int(word.contribution * 1024))
            }
        }
    }
}

do {
    try replay()
} catch let error as PinnaceError where error.number != 0 {
    put(error.number)
}
FileHandle.standardOutput.write(out)
