import Testing

/// The libraries that others build upon stay light and belong to no single system.
struct PortabilityTests {
  let repository = Repository()

  static let libraries = [
    "PolderCore", "PolderCrypto", "PolderRealtime", "PolderTransport", "PolderData", "PolderClient", "PolderPrompt",
    "PolderAlgorithm", "PolderStatistics",
  ]

  @Test(
    "Foundation is imported only where FoundationEssentials is missing",
    arguments: ["PolderCore", "PolderCrypto", "PolderRealtime", "PolderAlgorithm", "PolderStatistics", "PolderData"])
  func noFoundation(room: String) throws {
    for file in try repository.swiftFiles(under: "Sources/\(room)") {
      for line in file.imports where line.module == "Foundation" && !line.replaces("FoundationEssentials") {
        Issue.record("\(file.place(line.line)): needs FoundationEssentials at most")
      }
    }
  }

  @Test(
    "a module of one system is imported only under a condition, with an alternative beside it", arguments: libraries)
  func noModuleOfOneSystem(room: String) throws {
    let systems: Set = [
      "Glibc", "Musl", "Darwin", "Bionic", "Android", "FoundationNetworking", "CShim", "CMalloc", "CCrypt", "CCurl",
    ]
    for file in try repository.swiftFiles(under: "Sources/\(room)") {
      let imported = file.imports.filter { systems.contains($0.module) }
      for line in imported where !systems.contains(where: { line.requires($0) || line.replaces($0) }) {
        Issue.record("\(file.place(line.line)): import \(line.module) needs `#if canImport(\(line.module))`")
      }
      #expect(imported.isEmpty || Set(imported.map(\.module)).count > 1, "\(file.path) runs on one system only")
    }
  }

  @Test("the shim needs neither Foundation nor packages")
  func shimIsSmall() throws {
    let modulesOfC = try RoomTable(markdown: repository.text("docs/architecture.md")).modulesOfC
    let allowed = modulesOfC.union(["Glibc", "Musl", "Darwin", "Synchronization"])
    for file in try repository.swiftFiles(under: "Sources/polder-shim") {
      for line in file.imports where !allowed.contains(line.module) {
        Issue.record("\(file.place(line.line)): the shim may not import \(line.module)")
      }
    }
  }
}
