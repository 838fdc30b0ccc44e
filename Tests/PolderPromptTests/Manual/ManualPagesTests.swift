import PolderCore
import Testing

@testable import PolderPrompt

@Suite("Man pages")
struct ManualPagesTests {
  /// A program with a noun and a verb, as the dump of its help tells it.
  static let dump: JSONValue = [
    "serializationVersion": 0,
    "command": [
      "commandName": "tool", "abstract": "Do things.", "discussion": "First.\n\nSecond with -dash.\n  tool task run",
      "shouldDisplay": true,
      "subcommands": [
        [
          "commandName": "task", "abstract": "Look at tasks.", "shouldDisplay": true,
          "subcommands": [
            [
              "commandName": "run", "abstract": "Run a task.", "shouldDisplay": true,
              "arguments": [
                [
                  "kind": "positional", "valueName": "id", "isOptional": false, "isRepeating": false,
                  "shouldDisplay": true, "abstract": "The task's id.",
                ],
                [
                  "kind": "option", "valueName": "label", "isOptional": true, "isRepeating": true,
                  "shouldDisplay": true,
                  "names": [["kind": "short", "name": "d"], ["kind": "long", "name": "database"]],
                  "abstract": ".label of a database.", "defaultValue": "main",
                ],
                [
                  "kind": "flag", "isOptional": true, "isRepeating": false, "shouldDisplay": true,
                  "names": [["kind": "long", "name": "wait"]], "abstract": "Wait.",
                ],
                [
                  "kind": "flag", "isOptional": true, "isRepeating": false, "shouldDisplay": false,
                  "names": [["kind": "long", "name": "hidden"]],
                ],
              ],
            ]
          ],
        ],
        ["commandName": "help", "abstract": "Show help.", "shouldDisplay": true],
        ["commandName": "secret", "abstract": "Hidden.", "shouldDisplay": false],
      ],
    ],
  ]

  static func pages() throws -> [String: String] {
    let pages = try ManualPages.make(from: dump, version: "1.2")
    return Dictionary(uniqueKeysWithValues: pages.map { ($0.file, $0.text) })
  }

  @Test("Each command that is shown has a page")
  func names() throws { #expect(try Self.pages().keys.sorted() == ["tool-task-run.1", "tool-task.1", "tool.1"]) }

  @Test("A page has a name, a synopsis, its arguments and its options")
  func page() throws {
    let text = try #require(try Self.pages()["tool-task-run.1"])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0] == #".TH "TOOL\-TASK\-RUN" 1 "" "tool 1.2" """#)
    #expect(lines[2] == #"tool\-task\-run \- Run a task."#)
    #expect(lines.contains(#"\fBtool task run\fR"#))
    #expect(lines.contains(#"\fIid\fR"#))
    #expect(lines.contains(#"[\fB\-\-database\fR \fIlabel\fR] ..."#))
    #expect(lines.contains(#"[\fB\-\-wait\fR]"#))
    #expect(lines.contains(#"\fB\-d\fR, \fB\-\-database\fR \fIlabel\fR"#))
    #expect(lines.contains(#"\&.label of a database. (default: main)"#), "a point at the start would be obeyed")
    #expect(!text.contains("hidden"))
    #expect(lines.suffix(2) == [".SH SEE ALSO", #"\fBtool\-task\fR(1)"#])
  }

  @Test("A command with commands below it lists them, and its description keeps its paragraphs")
  func root() throws {
    let text = try #require(try Self.pages()["tool.1"])
    #expect(text.contains(".SH COMMANDS\n.TP\n\\fBtool\\-task\\fR(1)\nLook at tasks."))
    #expect(text.contains(".SH DESCRIPTION\nFirst.\n.PP\nSecond with \\-dash.\n.nf\n  tool task run\n.fi"))
    #expect(!text.contains("SEE ALSO"))
  }

  @Test(
    "What the language would obey is escaped",
    arguments: [
      (".SH X", "\\&.SH X"), ("'x", "\\(aqx"), ("a\\fBb", "a\\(rsfBb"), ("--x", "\\-\\-x"), ("~/x", "\\(ti/x"),
      ("`x`", "\\(gax\\(ga"), ("a\nb", "a\\(rsu{a}b"),
    ])
  func escapes(_ text: String, _ roff: String) { #expect(Roff.text(text) == roff) }

  @Test("Quotes of a request are not ended by a text") func quotes() { #expect(Roff.quoted("a\"b") == "\"a\\(dqb\"") }

  @Test(
    "What is no dump is refused, and so is a name that is no file's",
    arguments: [
      "{}", "[]", #"{"command":{}}"#, #"{"command":{"commandName":""}}"#, #"{"command":{"commandName":"../x"}}"#,
      #"{"command":{"commandName":"a","subcommands":[{"commandName":"b/c"}]}}"#,
    ])
  func refuses(_ text: String) throws {
    let dump = try JSONValue(parsing: text)
    #expect(throws: PolderError.self) { try ManualPages.make(from: dump, version: "1") }
  }

  @Test("Commands do not nest without end")
  func isBounded() throws {
    var dump: JSONValue = ["commandName": "x"]
    for _ in 0..<20 { dump = ["commandName": "x", "subcommands": [dump]] }
    let whole: JSONValue = ["command": dump]
    #expect(throws: PolderError.self) { try ManualPages.make(from: whole, version: "1") }
  }
}
