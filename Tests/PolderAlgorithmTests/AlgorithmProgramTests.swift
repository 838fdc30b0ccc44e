import PolderCore
import PolderData
import Synchronization
import Testing

@testable import PolderAlgorithm

@Suite("Algorithm program")
struct AlgorithmProgramTests {
  private static let program = AlgorithmProgram(
    name: "test",
    methods: [
      AlgorithmMethod("total", kind: .partial, parameters: ["column"]) { context in
        let name: String = try context.arguments.required("column")
        let values = try await context.table(columns: [name]).numbers(name)
        context.log("adding up")
        return try AlgorithmResult(
          ["total": values.reduce(0, +)],
          disclosure: DisclosureDeclaration([.init("/total", .statistic(rows: .exactly(values.count)))]))
      },
      AlgorithmMethod("bare", kind: .partial) { context in
        try AlgorithmResult([context.disclosure.minimumRows, context.databases.count], disclosure: nil)
      },
      AlgorithmMethod("ask", kind: .central) { context in
        try AlgorithmResult(try await context.federation.organizations().map(\.name), disclosure: nil)
      },
    ])

  private func run(_ folder: RunFolder, _ input: String, _ more: [String: String] = [:]) async throws -> (
    Int32, [String]
  ) {
    try folder.write("input", input)
    let lines = Mutex<[String]>([])
    let code = await Self.program.run(environment: folder.environment(more)) { line in
      lines.withLock { $0.append(line) }
    }
    return (code, lines.withLock { $0 })
  }

  @Test("A run reads its input and table, and leaves result and declaration beside each other")
  func runs() async throws {
    try await RunFolder.with { folder in
      try folder.write("data.csv", "age,sex\n1,2\n3,4\n")
      let (code, lines) = try await run(folder, #"{"method":"total","args":[],"kwargs":{"column":"age"}}"#)
      #expect(code == 0)
      #expect(lines == ["info > adding up"])
      #expect(folder.read("output") == #"{"total":4.0}"#)
      let declaration = try DisclosureDeclaration(parsing: Array((folder.read("output.disclosure") ?? "").utf8))
      #expect(declaration.entries == [.init("/total", .statistic(rows: 2))])
    }
  }

  @Test("Arguments may come without names, and 'args' and 'kwargs' may be missing or null")
  func takesInputs() async throws {
    try await RunFolder.with { folder in
      try folder.write("data.csv", "age\n1\n3\n")
      for input in [#"{"method":"total","args":["age"]}"#, #"{"method":"total","args":["age"],"kwargs":null}"#] {
        let (code, _) = try await run(folder, input)
        #expect(code == 0)
      }
    }
  }

  @Test("The node's rules reach the method; without a declaration none is written")
  func handsOnRules() async throws {
    try await RunFolder.with { folder in
      let (code, _) = try await run(folder, #"{"method":"bare"}"#, ["POLDER_DISCLOSURE_MINIMUM_ROWS": "7"])
      #expect(code == 0)
      #expect(folder.read("output") == "[7,1]")
      #expect(folder.read("output.disclosure") == nil)
    }
  }

  @Test(
    "What goes wrong is one readable line and exit code 1, and leaves no result",
    arguments: [
      ("", "The input is not JSON"), ("[]", "The input is not an object"), ("{}", "names no method"),
      (#"{"method":"total","args":{}}"#, "no list"), (#"{"method":"total","kwargs":[]}"#, "no object"),
      (#"{"method":"totl"}"#, "Did you mean 'total'? It has: total, bare, ask."),
      (#"{"method":"total"}"#, "'column' is missing"),
      (#"{"method":"total","kwargs":{"column":"agee"}}"#, "Did you mean 'age'?"),
      (#"{"method":"ask"}"#, "The variable HOST is not set"),
    ])
  func tellsErrors(input: String, words: String) async throws {
    try await RunFolder.with { folder in
      try folder.write("data.csv", "age\n1\n")
      let (code, lines) = try await run(folder, input)
      #expect(code == 1)
      #expect(lines.count == 1)
      #expect(lines.first?.hasPrefix("error > ") == true && lines.first?.contains(words) == true)
      #expect(folder.read("output") == "")
    }
  }

  @Test("A database that is missing, of another type, or to be preprocessed is told when it is needed")
  func tellsDatabases() async throws {
    let cases: [([String: String], String)] = [
      (["USER_REQUESTED_DATABASE_LABELS": ""], "names no database"),
      (["USER_REQUESTED_DATABASE_LABELS": "other"], "names no database"),
      (["DEFAULT_DATABASE_TYPE": "sql"], "type 'sql'"), ([:], "no such file"),
      (["DEFAULT_PREPROCESSING": #"[{"function":"f"}]"#], "preprocessing"),
    ]
    for (more, words) in cases {
      try await RunFolder.with { folder in
        let (code, lines) = try await run(folder, #"{"method":"total","kwargs":{"column":"age"}}"#, more)
        #expect(code == 1)
        #expect(lines.first?.contains(words) == true)
      }
    }
  }

  @Test("A token that is none is told when the proxy is needed, not before")
  func tellsTokens() async throws {
    try await RunFolder.with { folder in
      try folder.write("token", "no token")
      let more = ["HOST": "http://127.0.0.1", "PORT": "1"]
      let (code, lines) = try await run(folder, #"{"method":"ask"}"#, more)
      #expect(code == 1 && lines.first?.contains("token") == true)
      #expect(try await run(folder, #"{"method":"bare"}"#, more).0 == 0)
    }
  }

  @Test("Without its variables a program says which one is missing")
  func tellsVariables() async {
    let lines = Mutex<[String]>([])
    let code = await Self.program.run(environment: [:]) { line in lines.withLock { $0.append(line) } }
    #expect(code == 1)
    #expect(lines.withLock { $0.first }?.contains("OUTPUT_FILE is not set") == true)
  }
}
