import Foundation

/// What went wrong: `code` is a row of spec/errors.md ("package.checksum"), `number` the core's own (0: not the core's).
/// `message` begins with the code.
public struct PinnaceError: Error, Equatable, Sendable, LocalizedError {
    public let code: String
    public let message: String
    public let number: Int

    init(_ code: String, _ meaning: String, number: Int = 0) {
        self.code = code
        self.message = "\(code): \(meaning)"
        self.number = number
    }

    /// What the core's number stands for.
    init(_ number: Int32) {
        let (code, meaning) = coreErrors[number] ?? ("core.unknown", "the core answered \(number)")
        self.init(code, meaning, number: Int(number))
    }

    public var errorDescription: String? { message }
}

/// The core's refusals, by number: the part of spec/errors.md that a device can meet.
let coreErrors: [Int32: (code: String, meaning: String)] = [
    1: ("package.magic", "these bytes are not a Pinnace package"),
    2: ("package.version", "the package is written in a newer format"),
    3: ("package.core", "the package needs a newer core"),
    4: ("package.length", "the package is not as long as it says"),
    5: ("package.checksum", "the package's bytes changed since it was written"),
    6: ("package.section", "the package's sections are missing, repeated or out of order"),
    7: ("package.number", "a number in the package is malformed or above its limit"),
    8: ("package.label", "the package's labels are missing, repeated, too long or not UTF-8"),
    9: ("package.tensor", "a tensor's description is wrong"),
    10: ("package.data", "a tensor's coded bytes are wrong"),
    11: ("package.op", "the package uses an operator that this core does not know"),
    12: ("package.argument", "an operator's argument is out of its range"),
    13: ("package.value", "a value of the plan lies outside the arena or has the wrong shape"),
    14: ("package.overflow", "a score of the package could leave 32 bits"),
    15: ("package.limit", "the package is larger than this core accepts"),
    32: ("memory.small", "the memory given to the core is too small"),
    33: ("input.long", "one input is longer than 4 GB"),
    34: ("input.column", "there is no such score to explain"),
    35: ("input.picture", "these bytes are not a picture"),
]

/// Nothing for 0; else throws what the core's number stands for.
func check(_ number: Int32) throws {
    if number != 0 { throw PinnaceError(number) }
}
