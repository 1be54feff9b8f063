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

/// What changes while a text is read: for one thread at a time.
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

    /// Scores (D,) in 1/1024 nat and probabilities (C,) in 1/65536.
    func predict(_ text: UnsafeBufferPointer<UInt8>) throws -> (scores: [Int32], probabilities: [UInt32]) {
        var scores = [Int32](repeating: 0, count: Int(opened.need.scores))
        var probabilities = [UInt32](repeating: 0, count: Int(opened.need.labels))
        try check(pn_predict(session, text.baseAddress, text.count, &scores, &probabilities))
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
