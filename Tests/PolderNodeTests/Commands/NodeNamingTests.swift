import PolderService
import Testing

@testable import PolderNode

@Suite("commands about a node of this machine find it", .timeLimit(.minutes(10)))
struct NodeNamingTests {
  private static let verbs = [["run", "list"], ["audit", "show"], ["policy", "explain", "average"], ["files"]]
  private let home: NodeHome

  init() throws { home = try NodeHome() }

  private func withLog(_ name: String, _ more: String = "") async throws {
    try home.add(name, more)
    let folders = NodeFolders(root: home.data(name))
    try folders.make()
    let audit = try await NodeAudit(folders, logger: AuditFixture.logger, now: { noon }, pause: { _ in })
    try audit.close()
  }

  private func code(_ words: [String], _ choice: [String]) async throws -> Int32? {
    try await home.run(["node"] + words + choice).code
  }

  @Test("by its name, by its file, or because there is only one", arguments: verbs)
  func finds(_ words: [String]) async throws {
    try await withLog("ward")
    #expect(try await code(words, []) == 0)
    #expect(try await code(words, ["--name", "ward"]) == 0)
    #expect(try await code(words, ["-c", home.file("ward")]) == 0)
  }

  @Test("among several one has to be named, and both ways at once are refused", arguments: verbs)
  func several(_ words: [String]) async throws {
    try await withLog("ward")
    try await withLog("lab")
    let none = try await home.run(["node"] + words)
    #expect(none.code == 78 && none.errors.contains("lab, ward"))
    #expect(try await code(words, ["--name", "lab"]) == 0)
    #expect(try await code(words, ["--name", "lab", "--config", home.file("lab")]) == 64)
  }

  @Test("the one who starts the task is no word about whose folders are meant")
  func explain() async throws {
    try await withLog("ward", "policies: {allowed_users: [12]}\n")
    let words = ["policy", "explain", "average"]
    #expect(try await code(words, ["--user", "12"]) == 0)
    #expect(try await code(words, ["--user", "13", "--name", "ward"]) == 1)
    // The machine's folders have no node of this name.
    #expect(try await code(words, ["--system", "--name", "polder-test-none"]) == 78)
  }

  @Test("an exported log is verified without a node")
  func exported() async throws {
    try await withLog("ward")
    let file = home.place.path + "/audit.jsonl"
    #expect(try await code(["audit", "export"], ["--output", file]) == 0)
    #expect(try await code(["audit", "verify"], ["--file", file]) == 0)
    #expect(try await code(["audit", "verify"], ["--file", file, "--name", "ward"]) == 64)
    #expect(try await code(["audit", "verify"], []) == 0)
  }
}
