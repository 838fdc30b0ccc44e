// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "analysis",
  platforms: [.macOS(.v15)],
  dependencies: [.package(path: "../polder")],
  targets: [
    .executableTarget(
      name: "analysis",
      dependencies: [.product(name: "PolderClient", package: "polder")])
  ]
)
