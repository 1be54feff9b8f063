import Foundation
import XCTest

@testable import Pinnace

/// The scenario in Swift. The environment's FIXTURE (a folder) is set by scripts/swift.py.
final class ScenarioTests: XCTestCase {
    private struct Row {
        let model: Model
        let text: Data
        let label, scores, probabilities, bias, words: String
    }

    private let fixture = URL(fileURLWithPath: ProcessInfo.processInfo.environment["FIXTURE"]!)
    private var models: [String: Model] = [:]
    private var rows: [Row] = []

    override func setUp() async throws {
        for row in try table("labels") {
            models[row[0]] = try await Model(contentsOf: fixture.appendingPathComponent("\(row[0]).pinnace"))
        }
        rows = try table("answers").map { cells in
            Row(
                model: models[cells[0]]!, text: bytes(cells[1]), label: cells[2], scores: cells[3],
                probabilities: cells[4], bias: cells[5], words: cells[6])
        }
    }

    private func table(_ name: String) throws -> [[String]] {
        let text = try String(contentsOf: fixture.appendingPathComponent("\(name).tsv"), encoding: .utf8)
        return text.components(separatedBy: "\n").dropLast().map { $0.components(separatedBy: "\t") }
    }

    private func bytes(_ hexadecimal: String) -> Data {
        let digits = Array(hexadecimal.utf8).map { $0 < 58 ? $0 - 48 : $0 - 87 }
        return Data(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    private func whole(_ numbers: [Double], _ times: Double) -> String {
        numbers.map { "\(Int(exactly: $0 * times)!)" }.joined(separator: ",")
    }

    func test_labels_are_those_of_the_package() throws {
        for row in try table("labels") {
            XCTAssertEqual(models[row[0]]!.labels.map { Array($0.utf8) }, row.dropFirst().map { Array($0.utf8) })
        }
    }

    func test_answers_are_exact() throws {
        for row in rows {
            let answer = try row.model.predict(row.text)
            XCTAssertEqual(answer.label, row.label)
            XCTAssertEqual(whole(answer.scores, 1024), row.scores)
            XCTAssertEqual(whole(row.model.labels.map { answer.probabilities[$0]! }, 65536), row.probabilities)
        }
    }

    func test_explanations_are_exact_and_add_up() throws {
        for row in rows {
            let why = try row.model.explain(row.text, label: row.model.labels.last!)
            let found = why.words.map { "\($0.begin):\($0.end):\(Int(exactly: $0.contribution * 1024)!)" }
            XCTAssertEqual(whole([why.bias], 1024), row.bias)
            XCTAssertEqual(found.joined(separator: ","), row.words)
            let sum = why.words.reduce(why.bias) { $0 + $1.contribution }
            XCTAssertEqual(whole([sum], 1024), row.scores.components(separatedBy: ",").last!)
        }
    }

    func test_a_string_and_its_utf_8_are_the_same_input() throws {
        for text in ["", "good", "not so good 👍🏽 don’t", "é 漢字"] {
            for model in models.values { XCTAssertEqual(try model.predict(text), try model.predict(Data(text.utf8))) }
        }
    }

    func test_the_label_explained_is_the_answer_s_unless_named() throws {
        for row in rows { XCTAssertEqual(try row.model.explain(row.text).label, row.label) }
    }

    func test_a_label_that_is_not_there_is_refused() throws {
        XCTAssertThrowsError(try models["two"]!.explain("good", label: "none")) {
            XCTAssertEqual(($0 as? PinnaceError)?.code, "input.label")
        }
    }

    func test_refusals_carry_number_code_and_message() throws {
        for row in try table("refusals") {
            let data = try Data(contentsOf: fixture.appendingPathComponent(row[0]))
            XCTAssertThrowsError(try Model(data: data)) {
                let error = $0 as? PinnaceError
                XCTAssertEqual([error.map { "\($0.number)" }, error?.code, error?.message], Array(row.dropFirst()))
            }
        }
    }

    func test_pictures_are_exact() async throws {
        for cells in try table("pictures") {
            let model = try await Model(contentsOf: fixture.appendingPathComponent("\(cells[0]).pinnace"))
            let (width, height, turn) = (Int(cells[1])!, Int(cells[2])!, Int(cells[3])!)
            let answer = try model.predict(rgba: bytes(cells[4]), width: width, height: height, orientation: turn)
            XCTAssertEqual(answer.label, cells[5])
            XCTAssertEqual(whole(answer.scores, 1024), cells[6])
            XCTAssertEqual(whole(answer.probabilities.map(\.probability), 65536), cells[7])
            let seen = try model.seen(rgba: bytes(cells[4]), width: width, height: height, orientation: turn)
            XCTAssertEqual(seen.rgb, Array(bytes(cells[8])))
        }
    }

    func test_what_is_no_picture_is_refused() async throws {
        let model = try await Model(contentsOf: fixture.appendingPathComponent("cover.pinnace"))
        func refused(_ use: () throws -> Answer) {
            XCTAssertThrowsError(try use()) { XCTAssertEqual(($0 as? PinnaceError)?.code, "input.picture") }
        }
        for (width, height, turn) in [(2, 3, 1), (2, 2, 0), (2, 2, 9), (0, 2, 1), (65536, 2, 1), (2, Int.max, 1)] {
            refused { try model.predict(rgba: Data(count: 16), width: width, height: height, orientation: turn) }
        }
        refused { try model.predict("good") }
        refused { try models["two"]!.predict(rgba: Data(count: 16), width: 2, height: 2) }
    }

    func test_askers_at_the_same_time_get_the_same_answers() async throws {
        let asked = rows.map { ($0.model, $0.text) }
        let answers = try await withThrowingTaskGroup(of: [Answer].self) { group in
            for _ in 0..<4 { group.addTask { try asked.map { try $0.predict($1) } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for other in answers { XCTAssertEqual(other, answers[0]) }
    }
}
