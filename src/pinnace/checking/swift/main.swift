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

func replay() throws {
    let model = try Model(data: reader.bytes())
    let (explained, count) = (reader.number(), reader.number())
    let scores = try model.predict("").scores.count
    put(0)
    put(scores)
    put(model.labels.count)
    for i in 0..<count {
        let bytes = reader.bytes()
        // Text as an app would have it: a string where the bytes are well-formed.
        let text = String(data: bytes, encoding: .utf8).flatMap { Data($0.utf8) == bytes ? $0 : nil }
        let answer = try text.map { try model.predict($0) } ?? model.predict(bytes)
        answer.scores.forEach { put(Int($0 * 1024)) }
        model.labels.forEach { put(Int(answer.probabilities[$0]! * 65536)) }
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
