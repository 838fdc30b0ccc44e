import PolderTesting
import Testing

/// What a node says that can not start, and with which exit code it ends.
@Suite(.timeLimit(.minutes(10)))
struct NodeStartFaultTests {
  @Test("a table that breaks off its form is named with file, line and reason; exit code 78")
  func unreadableTable() async throws {
    try await TestFolder.with { folder in
      let table = try folder.write("time,status,age\n1,1,50\n2,0,51\n3,1\n4,0,53\n", to: "patients.csv")
      let fixture = StartFixture(folder: folder)
      // Nobody listens there: the node looks at its tables first.
      let (end, text) = try await fixture.refusal("node", fixture.node(key: key, port: 1, table: table))
      #expect(end == .code(78))
      #expect(text.contains("'default' (\(table))"))
      #expect(text.contains("line 4: it has 2 values where the first line has 3 names"))
      #expect(text.contains("Correct the `uri` of the database, or the file, and start again."))
      #expect(text.contains("node-database-unusable"))
    }
  }

  @Test("a table that is not there is named; exit code 78")
  func missingTable() async throws {
    try await TestFolder.with { folder in
      let fixture = StartFixture(folder: folder)
      let table = folder.path + "/none.csv"
      let (end, text) = try await fixture.refusal("node", fixture.node(key: key, port: 1, table: table))
      #expect(end == .code(78))
      #expect(text.contains("'default' (\(table))"))
    }
  }

  @Test("a limit that is misspelt is told with its line and the right word, as it would be no limit; exit code 78")
  func misspeltLimit() async throws {
    try await TestFolder.with { folder in
      let table = try folder.write("time\n1\n", to: "patients.csv")
      let fixture = StartFixture(folder: folder)
      let limits = "\nruntime:\n  limits:\n    memory_bm: 512\n"
      let (end, text) = try await fixture.refusal("node", fixture.node(key: key, port: 1, table: table) + limits)
      #expect(end == .code(78))
      #expect(text.contains("`runtime.limits.memory_bm` is not known"))
      #expect(text.contains("Did you mean `memory_mb`?"))
      #expect(text.contains("node.yaml, line 12"))
    }
  }

  @Test("an API key that is no key is told by key and line, before anything is asked; exit code 78")
  func malformedKey() async throws {
    try await TestFolder.with { folder in
      let table = try folder.write("time\n1\n", to: "patients.csv")
      let fixture = StartFixture(folder: folder)
      let (end, text) = try await fixture.refusal("node", fixture.node(key: "secret", port: 1, table: table))
      #expect(end == .code(78))
      #expect(text.contains("`api_key`"))
      #expect(text.contains("node.yaml, line 1"))
      #expect(!text.contains("secret"))
    }
  }

  @Test("an API key that the server does not know ends the node, which names the key and not its value; exit code 77")
  func wrongKey() async throws {
    try await ProcessFederation.with([SitePlan("noord").unstarted]) { federation in
      let table = try federation.folder.write("time\n1\n", to: "patients.csv")
      let fixture = StartFixture(folder: federation.folder)
      // Without a word containers are meant, and their engine is looked for before the server.
      let programs = "\nruntime:\n  kind: process\n"
      let (end, text) = try await fixture.refusal(
        "node", fixture.node(key: key, port: federation.port, table: table) + programs)
      #expect(end == .code(77))
      #expect(text.contains("The server does not accept this node's key"))
      #expect(text.contains("where: api_key"))
      #expect(text.contains("Copy the key that the server showed when the node was made, or have it reset."))
      #expect(!text.contains(key))
    }
  }

  private let key = "0b3e5a44-6a2f-4f0e-9a3b-7d1c2e4f5a6b"
}
