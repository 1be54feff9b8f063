import CPinnace
import Foundation

/// Memory that the core works in, aligned to 8 bytes, freed with its owner.
final class Memory {
    let bytes: UnsafeMutableRawBufferPointer

    init(_ size: Int) {
        bytes = .allocate(byteCount: max(size, 8), alignment: 8)
    }

    deinit { bytes.deallocate() }
}

/// A verified package and the model opened from it. Never changes once made, so threads share it.
final class Opened: @unchecked Sendable {
    let need: pn_need
    let model: OpaquePointer
    private let package: Memory  // the model points into it
    private let memory: Memory

    init(_ data: Data) throws {
        package = Memory(data.count)
        data.copyBytes(to: package.bytes)
        let bytes = package.bytes.bindMemory(to: UInt8.self).baseAddress
        var need = pn_need()
        try check(pn_measure(bytes, data.count, &need))
        memory = Memory(Int(need.model))
        var model: OpaquePointer?
        try check(pn_open(bytes, data.count, memory.bytes.baseAddress, memory.bytes.count, &model))
        self.need = need
        self.model = model!
    }

    func labels() -> [String] {
        (0..<need.labels).map { index in
            var length = 0
            let text = pn_label(model, index, &length)
            return String(decoding: UnsafeBufferPointer(start: text, count: length), as: UTF8.self)
        }
    }
}

/// Scores (D,) in 1/1024 nat and probabilities (C,) in 1/65536.
typealias Numbers = (scores: [Int32], probabilities: [UInt32])

/// What changes while an input is read: for one thread at a time.
final class Session {
    private let opened: Opened
    private let memory: Memory
    private let session: OpaquePointer
    private lazy var scratch = Memory(Int(opened.need.explain))

    init(_ opened: Opened) throws {
        self.opened = opened
        memory = Memory(Int(opened.need.session))
        var session: OpaquePointer?
        try check(pn_begin(opened.model, memory.bytes.baseAddress, memory.bytes.count, &session))
        self.session = session!
    }

    func predict(_ text: UnsafeBufferPointer<UInt8>) throws -> Numbers {
        try numbers { pn_predict(session, text.baseAddress, text.count, $0, $1) }
    }

    /// A picture whose pixels `give` hands over. It is fine for it to throw: the next picture begins anew.
    func predict(_ stored: Stored, _ give: (Taker) throws -> Void) throws -> Numbers {
        func write(_ bytes: UnsafeRawBufferPointer) throws {
            try check(pn_write(session, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
        }
        pn_reset(session)
        let head = [stored.width, stored.height, stored.orientation].map { UInt32($0).littleEndian }
        try head.withUnsafeBytes(write)
        try give(write)
        return try numbers { pn_finish(session, $0, $1) }
    }

    /// (height, width, 3): what was seen of the last picture.
    func seen(_ view: View) throws -> [UInt8] {
        var rgb = [UInt8](repeating: 0, count: 3 * view.width * view.height)
        try check(pn_seen(session, &rgb, rgb.count))
        return rgb
    }

    private func numbers(
        _ fill: (UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<UInt32>?) -> Int32
    ) throws -> Numbers {
        var scores = [Int32](repeating: 0, count: Int(opened.need.scores))
        var probabilities = [UInt32](repeating: 0, count: Int(opened.need.labels))
        let error = scores.withUnsafeMutableBufferPointer { scores in
            probabilities.withUnsafeMutableBufferPointer { fill(scores.baseAddress, $0.baseAddress) }
        }
        try check(error)
        return (scores, probabilities)
    }

    /// The bias, and what each word adds, in 1/1024 nat.
    func explain(_ text: UnsafeBufferPointer<UInt8>, column: Int) throws -> (bias: Int32, words: ArraySlice<pn_word>) {
        var words = [pn_word](repeating: pn_word(), count: text.count)  // no text has more words than bytes
        var count = 0
        var bias: Int32 = 0
        let room = scratch.bytes
        try check(
            pn_explain(
                session, text.baseAddress, text.count, UInt32(column), room.baseAddress, room.count, &words, words.count,
                &count, &bias))
        return (bias, words[..<count])
    }
}

/// Sessions that nobody uses at the moment: as many as ever predicted at the same time.
final class Sessions: @unchecked Sendable {
    private let opened: Opened
    private let lock = NSLock()
    private var idle: [Session] = []

    init(_ opened: Opened) { self.opened = opened }

    func with<T>(_ use: (Session) throws -> T) throws -> T {
        let session = try take()
        defer { give(session) }
        return try use(session)
    }

    private func take() throws -> Session {
        lock.lock()
        defer { lock.unlock() }
        return try idle.popLast() ?? Session(opened)
    }

    private func give(_ session: Session) {
        lock.lock()
        defer { lock.unlock() }
        idle.append(session)
    }
}
