/// A probability for every label, in the model's order. Found by a label's bytes: to Swift's own `==`, and so to the keys
/// of a dictionary, é and e + ́ are the same, but they may be two labels.
public struct Probabilities: Equatable, Sendable, RandomAccessCollection {
    private let labels: [String]
    private let values: [Double]

    init(_ labels: [String], _ values: [Double]) {
        self.labels = labels
        self.values = values
    }

    /// Nil when the model has no such label.
    public subscript(label: String) -> Double? {
        labels.firstIndex { $0.isSpelled(as: label) }.map { values[$0] }
    }

    public subscript(position: Int) -> (label: String, probability: Double) { (labels[position], values[position]) }
    public var startIndex: Int { 0 }
    public var endIndex: Int { labels.count }
}

extension String {
    /// Byte by byte.
    func isSpelled(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
