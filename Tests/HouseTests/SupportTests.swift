import Testing

/// The readers that the other tests of the house rest on: one that reads nothing would pass everything.
struct SupportTests {
  @Test("imports are found with modifiers, attributes, kinds and the conditions around them")
  func importsAreFound() {
    let file = SourceFile(
      path: "Sources/A/B.swift",
      text: """
        #if canImport(FoundationEssentials)
          import FoundationEssentials
        #else
          public import Foundation
        #endif
        @testable package import struct PolderCore.ID
        #if canImport(Glibc)
          import Glibc
        #elseif canImport(Musl)
          import Musl
        #endif
        // import Nothing
        let important = 1
        """)
    #expect(
      file.imports == [
        ImportLine(module: "FoundationEssentials", line: 1, conditions: ["canImport(FoundationEssentials)"]),
        ImportLine(module: "Foundation", line: 3, conditions: ["else canImport(FoundationEssentials)"]),
        ImportLine(module: "PolderCore", line: 5, conditions: []),
        ImportLine(module: "Glibc", line: 7, conditions: ["canImport(Glibc)"]),
        ImportLine(module: "Musl", line: 9, conditions: ["canImport(Musl)"]),
      ])
    #expect(file.imports[1].replaces("FoundationEssentials"))
    #expect(!file.imports[1].requires("FoundationEssentials"))
  }

  @Test("the table of rooms is read with short names made long")
  func tableIsRead() throws {
    let table = try RoomTable(
      markdown: """
        | room | what lives there | may import |
        | --- | --- | --- |
        | `PolderCore` | words | nothing |
        | `PolderHTTP` | what is shared | Core, SQL |
        | `CCrypt` | a header | nothing |
        | `PolderPassword` | hashing | CCrypt |
        """)
    #expect(
      table.rooms == [
        "PolderCore": [], "PolderHTTP": ["PolderCore", "PolderSQL"], "CCrypt": [], "PolderPassword": ["CCrypt"],
      ])
    #expect(table.modulesOfC == ["CCrypt"])
  }

  @Test("a table that is missing, doubled or torn is an error, not an empty law")
  func badTablesAreRefused() {
    #expect(throws: HouseError.self) { try RoomTable(markdown: "# Architecture") }
    #expect(throws: HouseError.self) { try RoomTable(markdown: "| `A` | x | nothing |\n| `A` | x | nothing |") }
    #expect(throws: HouseError.self) { try RoomTable(markdown: "| `A` | nothing |") }
  }

  @Test("targets are read with those of their dependencies that are ours")
  func manifestIsRead() throws {
    let manifest = try PackageManifest(
      text: """
        let package = Package(
          targets: [
            room("PolderCore"),
            room(
              "PolderHTTP", ours: ["PolderCore"],
              others: [logging]),
            .target(name: "CShim", path: "Sources/CShim"),
            .executableTarget(
              name: "polder",
              dependencies: ["PolderHTTP", other("(")], swiftSettings: rules),
            tests("PolderCoreTests", ["PolderCore"], resources: [.copy("Fixtures")]),
          ]
        )
        """)
    #expect(manifest.rooms.map(\.name) == ["PolderCore", "PolderHTTP", "CShim", "polder"])
    #expect(manifest.rooms.map(\.ours) == [[], ["PolderCore"], [], ["PolderHTTP"]])
    #expect(manifest.tests.map(\.name) == ["PolderCoreTests"])
    #expect(manifest.tests.first?.ours == ["PolderCore"])
  }

  @Test("a relative link is resolved from the folder of its document")
  func linksAreResolved() {
    #expect(TrackedFileTests.resolve("../README.md", from: ["docs"]) == "README.md")
    #expect(TrackedFileTests.resolve("a/./b.md", from: ["docs"]) == "docs/a/b.md")
  }
}
