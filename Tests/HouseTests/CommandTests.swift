import Testing

/// What the documents tell people to type exists.
struct CommandTests {
  static let repository = Repository()
  static let nouns: Set = [
    "server", "node", "algorithm", "task", "run", "organization", "collaboration", "study", "store", "user", "role",
    "rule", "profile", "key", "recover",
  ]

  static func verbs() throws -> CommandLineVerbs {
    CommandLineVerbs(files: try repository.swiftFiles(under: "Sources/polder"))
  }

  static func documents() throws -> [SourceFile] {
    try repository.trackedTextFiles().filter { $0.path.hasSuffix(".md") }
  }

  @Test(
    "every command of the program that a document shows has a verb that exists",
    .enabled(if: try !CommandTests.verbs().verbs.isEmpty, "the program has no verbs yet"))
  func commandsExist() throws {
    let verbs = try Self.verbs()
    for file in try Self.documents() {
      for code in file.shellCode {
        for words in CommandLineVerbs.words(in: code.text) {
          if let unknown = verbs.unknown(in: words, nouns: Self.nouns) {
            Issue.record("\(file.place(code.line)): `polder \(words.joined(separator: " "))`: there is no \(unknown)")
          }
        }
      }
    }
  }

  @Test("every target of the Makefile that a document shows exists")
  func makeTargetsExist() throws {
    let targets = Set(
      try Self.repository.text("Makefile").split(separator: "\n")
        .compactMap { $0.firstMatch(of: /^([a-z]+):/) }.map { String($0.1) })
    for file in try Self.documents() {
      for code in file.shellCode {
        for match in code.text.matches(of: /(?:^|\s)make ([a-z]+)/) where !targets.contains(String(match.1)) {
          Issue.record("\(file.place(code.line)): there is no make \(match.1)")
        }
      }
    }
  }

  @Test("code is what stands between backticks, and in blocks for a shell")
  func codeIsFound() {
    let file = SourceFile(
      path: "a.md",
      text: "make sense with `polder demo` or `make b`\n```sh\npolder x\n```\n```swift\npolder y\n```\n`z`")
    #expect(file.shellCode.map(\.text) == ["polder demo", "make b", "polder x", "z"])
    #expect(file.shellCode.map(\.line) == [0, 0, 2, 7])
  }

  @Test("commands are read up to their first option, and judged word by word")
  func commandsAreRead() {
    #expect(CommandLineVerbs.words(in: "polder server start --config FILE") == [["server", "start"]])
    #expect(CommandLineVerbs.words(in: ".build/release/polder demo --keep") == [["demo"]])
    #expect(CommandLineVerbs.words(in: "polder-shim runs, and PolderNode too").isEmpty)
    let verbs = CommandLineVerbs(
      files: [
        SourceFile(path: "a", text: #"CommandConfiguration(commandName: "server")"#),
        SourceFile(path: "b", text: #"CommandConfiguration(commandName: "start", abstract: "")"#),
        SourceFile(path: "c", text: "struct Demo: AsyncParsableCommand {"),
      ])
    #expect(verbs.unknown(in: ["server", "start"], nouns: ["server"]) == nil)
    #expect(verbs.unknown(in: ["server", "stop"], nouns: ["server"]) == "stop")
    #expect(verbs.unknown(in: ["sever", "start"], nouns: ["server"]) == "sever")
    #expect(verbs.unknown(in: ["demo", "anything"], nouns: ["server"]) == nil)
  }
}
