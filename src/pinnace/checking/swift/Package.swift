// swift-tools-version:5.9
// A program that answers as an app would: with the Swift package that `pinnace ship --to ios` writes.
import PackageDescription

let package = Package(
    name: "Replay",
    dependencies: [.package(path: "../Pinnace")],
    targets: [
        .executableTarget(name: "Replay", dependencies: [.product(name: "Pinnace", package: "Pinnace")], path: ".")
    ]
)
