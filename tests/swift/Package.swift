// swift-tools-version:5.9
// The tests of the Swift package: a package of their own, so that apps never see them.
import PackageDescription

let package = Package(
    name: "Tests",
    dependencies: [.package(path: "../Pinnace")],
    targets: [
        .testTarget(
            name: "PinnaceTests", dependencies: [.product(name: "Pinnace", package: "Pinnace")], path: "Sources")
    ]
)
