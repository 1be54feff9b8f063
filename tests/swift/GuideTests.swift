import Foundation
import XCTest

/// The Swift of docs/guides/ios.md, which test_swift.py puts beside this file. FIXTURE holds reviews.pinnace too.
final class GuideTests: XCTestCase {
    func test_it_says_a_label_and_why() async throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["FIXTURE"]!)
        let reviews = try await Reviews(in: XCTUnwrap(Bundle(url: folder)))
        XCTAssertNotNil(try reviews.says("good").range(of: "^label \\d, \\d+ %$", options: .regularExpression))
        XCTAssertEqual(try reviews.because("good, not bad at all").count, 3)
    }
}
