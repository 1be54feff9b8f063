// swift-tools-version:5.9
// The Swift package, here and in what `pinnace ship --to ios` writes. The core is a source target like any other: no
// flag that SwiftPM refuses in a dependency, nothing prebuilt.
import PackageDescription

let package = Package(
    name: "Pinnace",
    platforms: [.iOS(.v13), .macOS(.v10_15), .tvOS(.v13), .watchOS(.v6), .visionOS(.v1)],
    products: [.library(name: "Pinnace", targets: ["Pinnace"])],
    targets: [
        .target(
            name: "CPinnace",
            path: "core",
            sources: ["pinnace.c"],
            publicHeadersPath: "include",
            cSettings: [.define("PN_DEVICE"), .define("PN_SMALL")]
        ),
        .target(
            name: "Pinnace",
            dependencies: ["CPinnace"],
            path: "sdk/swift",
            sources: ["Core.swift", "Errors.swift", "Images.swift", "Model.swift", "Pictures.swift", "Probabilities.swift"],
            resources: [.copy("PrivacyInfo.xcprivacy")]
        ),
    ]
)
