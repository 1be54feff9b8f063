import Foundation
import XCTest

@testable import Pinnace

/// What only Swift can do or get wrong.
final class ModelTests: XCTestCase {
    private let fixture = URL(fileURLWithPath: ProcessInfo.processInfo.environment["FIXTURE"]!)

    func test_what_cannot_be_read_is_named() async throws {
        do {
            _ = try await Model(contentsOf: URL(fileURLWithPath: "/none.pinnace"))
            XCTFail("it was read")
        } catch let error as PinnaceError {
            XCTAssertEqual(error.code, "fetch.failed")
            XCTAssertTrue(error.localizedDescription.contains("none.pinnace"))
        }
    }

    func test_what_is_not_in_the_bundle_is_named() async throws {
        do {
            _ = try await Model(named: "none")
            XCTFail("it was found")
        } catch let error as PinnaceError {
            XCTAssertEqual(error.code, "fetch.failed")
        }
    }

    func test_a_package_of_a_bundle() async throws {
        let bundle = try XCTUnwrap(Bundle(url: fixture))
        let model = try await Model(named: "two", in: bundle)
        XCTAssertEqual(model.labels, ["label 0", "label 1"])
    }

    func test_part_of_a_larger_buffer() async throws {
        let data = try Data(contentsOf: fixture.appendingPathComponent("two.pinnace"))
        let slice = (Data([1, 2, 3]) + data + Data([4]))[3..<(3 + data.count)]
        XCTAssertEqual(try Model(data: slice).predict("good"), try Model(data: data).predict("good"))
    }

    /// Three labels that Swift's == takes for two.
    func test_labels_that_look_alike_are_told_apart() async throws {
        let model = try await Model(contentsOf: fixture.appendingPathComponent("alike.pinnace"))
        XCTAssertEqual(model.labels[0], model.labels[1])
        let answer = try model.predict("good")
        XCTAssertEqual(answer.probabilities.count, 3)
        XCTAssertEqual(answer.probabilities.reduce(0) { $0 + $1.probability }, 1)
        XCTAssertNotEqual(answer.probabilities["\u{e9}"], answer.probabilities["e\u{301}"])
        XCTAssertEqual(model.labels.map { answer.probabilities[$0]! }, answer.probabilities.map(\.probability))
        XCTAssertNil(answer.probabilities["\u{c9}"])
        let biases = try model.labels.map { try model.explain("good", label: $0) }.map { why in
            why.words.reduce(why.bias) { $0 + $1.contribution }
        }
        XCTAssertEqual(biases, answer.scores)
    }

    func test_rows_with_gaps_and_parts_of_buffers() async throws {
        let model = try await Model(contentsOf: fixture.appendingPathComponent("cover.pinnace"))
        let tight = Data((0..<60).map { UInt8($0 * 3) })
        var gaps = Data()
        for row in 0..<3 { gaps += tight[20 * row..<20 * row + 20] + Data([1, 2, 3]) }
        let expected = try model.predict(rgba: tight, width: 5, height: 3)
        XCTAssertEqual(try model.predict(rgba: gaps, width: 5, height: 3, stride: 23), expected)
        XCTAssertEqual(try model.predict(rgba: gaps.dropLast(3), width: 5, height: 3, stride: 23), expected)
        let seen = try model.seen(rgba: tight, width: 5, height: 3)
        XCTAssertEqual(try model.seen(rgba: gaps, width: 5, height: 3, stride: 23), seen)
        XCTAssertThrowsError(try model.predict(rgba: gaps, width: 5, height: 3, stride: 19))
        XCTAssertThrowsError(try model.predict(rgba: gaps.dropLast(4), width: 5, height: 3, stride: 23))
        XCTAssertThrowsError(try model.predict(rgba: gaps, width: 5, height: 3, stride: Int.max))
        XCTAssertEqual(try model.predict(rgba: tight, width: 5, height: 3), expected)
    }

    func test_colours_that_alpha_multiplied_are_divided() {
        var rgba: [UInt8] = [128, 64, 0, 128, 9, 9, 9, 0, 1, 2, 3, 255]
        rgba.withUnsafeMutableBufferPointer { divideByAlpha($0) }
        XCTAssertEqual(rgba, [255, 128, 0, 128, 9, 9, 9, 0, 1, 2, 3, 255])
        var swapped = [UInt8](repeating: 0, count: 8)
        [UInt8](1...8).withUnsafeBytes { swapRedAndBlue($0, &swapped) }
        XCTAssertEqual(swapped, [3, 2, 1, 4, 7, 6, 5, 8])
    }

    func test_errors_are_those_of_the_core() throws {
        let text = try String(contentsOf: fixture.appendingPathComponent("errors.tsv"), encoding: .utf8)
        let rows = text.components(separatedBy: "\n").dropLast().map { $0.components(separatedBy: "\t") }
        XCTAssertEqual(rows.count, coreErrors.count)
        for row in rows {
            let error = try XCTUnwrap(coreErrors[Int32(row[0])!])
            XCTAssertEqual([error.code, error.meaning], [row[1], row[2]])
        }
    }

    /// 100,000 predictions from four tasks; then microseconds of a warm one of a short text, all of Swift included.
    func test_many_predictions() async throws {
        let model = try await Model(contentsOf: fixture.appendingPathComponent("two.pinnace"))
        let text = "Lovely room, and the staff were friendly."
        let expected = try model.predict(text)
        let before = try resident()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<25_000 where try model.predict(text) != expected { XCTFail("differs") } }
            }
            try await group.waitForAll()
        }
        let grown = try resident() - before
        var best = Double.infinity
        for _ in 0..<20 {
            let start = DispatchTime.now().uptimeNanoseconds
            for _ in 0..<1_000 { _ = try model.predict(text) }
            best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
        }
        print("resident memory grew by \(grown) bytes; microseconds: \(best)")
        XCTAssertLessThan(grown, 2_000_000)
    }

    private func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).components(separatedBy: " ")[1]
        return Int(pages)! * 4096
    }
}
