import CPinnace
import Foundation

public struct Answer: Equatable, Sendable {
    /// The likeliest; of equals, the first.
    public let label: String
    /// Exact multiples of 1/65536 that add up to 1.
    public let probabilities: Probabilities
    /// One for two labels, else one per label, in nats (exact multiples of 1/1024).
    public let scores: [Double]
}

/// What a word of a text adds to a score.
public struct Word: Equatable, Sendable {
    public let word: String
    /// In bytes of UTF-8.
    public let begin: Int
    /// In bytes of UTF-8.
    public let end: Int
    /// In nats.
    public let contribution: Double
}

/// `bias` and all contributions add up to the score of `label`, in nats; `words` in the order of the text.
public struct Explanation: Equatable, Sendable {
    public let label: String
    public let bias: Double
    public let words: [Word]
}

/// A loaded package: raw text or pixels in, exact answer out, the same bits as on every other runtime. Nothing leaves the device.
///
///     let model = try await Model(named: "reviews")
///     try model.predict("Not bad at all!").label
///
/// Any number of threads and tasks may call it at once. A prediction takes microseconds, so it does not suspend.
public final class Model: Sendable {
    /// The package's labels in order.
    public let labels: [String]

    /// The size of what it sees of pictures, in pixels; nil: it reads texts.
    public var view: View? { pn_sees(opened.model).map { View(width: Int($0.pointee.width), height: Int($0.pointee.height)) } }

    let opened: Opened
    let sessions: Sessions

    /// Throws PinnaceError `package.*` when the package is refused.
    public init(data: Data) throws {
        opened = try Opened(data)
        labels = opened.labels()
        sessions = Sessions(opened)
    }

    /// NAME.pinnace of a bundle. Throws PinnaceError `fetch.failed` as well, when it is not there.
    public convenience init(named name: String, in bundle: Bundle = .main) async throws {
        guard let url = bundle.url(forResource: name, withExtension: "pinnace") else {
            throw PinnaceError("fetch.failed", "\(name).pinnace is not in \(bundle.bundlePath)")
        }
        try await self.init(contentsOf: url)
    }

    /// A file. Throws PinnaceError `fetch.failed` as well, when it cannot be read.
    public convenience init(contentsOf url: URL) async throws {
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            throw PinnaceError("fetch.failed", "\(url.path) cannot be had: \(error.localizedDescription)")
        }
        try self.init(data: data)
    }

    public func predict(_ text: String) throws -> Answer {
        var text = text
        return try text.withUTF8(predict)
    }

    /// `text`: UTF-8 of any quality.
    public func predict(_ text: Data) throws -> Answer {
        try bytes(text, predict)
    }

    /// Why? `label`: the answer's by default. Throws PinnaceError `input.label` when the model has no such label.
    public func explain(_ text: String, label: String? = nil) throws -> Explanation {
        var text = text
        return try text.withUTF8 { try explain($0, label) }
    }

    /// `text`: UTF-8 of any quality.
    public func explain(_ text: Data, label: String? = nil) throws -> Explanation {
        try bytes(text) { try explain($0, label) }
    }

    private func predict(_ text: UnsafeBufferPointer<UInt8>) throws -> Answer {
        try answer(sessions.with { try $0.predict(text) })
    }

    func answer(_ numbers: Numbers) -> Answer {
        let top = numbers.probabilities.firstIndex(of: numbers.probabilities.max()!)!
        return Answer(
            label: labels[top],
            probabilities: Probabilities(labels, numbers.probabilities.map { Double($0) / 65536 }),
            scores: numbers.scores.map { Double($0) / 1024 }
        )
    }

    private func explain(_ text: UnsafeBufferPointer<UInt8>, _ label: String?) throws -> Explanation {
        let name = try label ?? predict(text).label
        guard let index = labels.firstIndex(where: { $0.isSpelled(as: name) }) else {
            throw PinnaceError("input.label", "this model has no label “\(name)”: \(labels.joined(separator: ", "))")
        }
        let single = opened.need.scores == 1  // the second label's score; the first label's is its opposite
        let sign: Int32 = single && index == 0 ? -1 : 1
        let (bias, words) = try sessions.with { try $0.explain(text, column: single ? 0 : index) }
        return Explanation(
            label: name,
            bias: Double(sign * bias) / 1024,
            words: words.map {
                let (begin, end) = (Int($0.begin), Int($0.end))
                let word = String(decoding: text[begin..<end], as: UTF8.self)
                return Word(word: word, begin: begin, end: end, contribution: Double(sign * $0.contribution) / 1024)
            }
        )
    }

    private func bytes<T>(_ text: Data, _ use: (UnsafeBufferPointer<UInt8>) throws -> T) throws -> T {
        try text.withUnsafeBytes { try use($0.bindMemory(to: UInt8.self)) }
    }
}
