import PolderClient
import PolderCore
import Testing

@testable import PolderPrompt

@Suite("What flags give")
struct InputTests {
  static let cases: [(String, JSONValue)] = [
    ("5", 5), ("-1.5", -1.5), ("true", true), ("null", .null), ("[1,2]", .array([1, 2])),
    (#"{"a":1}"#, .object(["a": 1])),
    (#""5""#, "5"), ("age", "age"), ("", ""), ("a b", "a b"), ("01", "01"), ("{", "{"),
  ]

  @Test("A value is JSON where it is JSON, else the text itself", arguments: InputTests.cases)
  func values(_ text: String, _ value: JSONValue) { #expect(NamedText.value(text) == value) }

  @Test("A name ends at the first equals sign")
  func names() {
    #expect(NamedText("column=a=b")?.name == "column")
    #expect(NamedText("column=a=b")?.text == "a=b")
    #expect(NamedText("column=")?.text == "")
    #expect(NamedText("column") == nil)
    #expect(NamedText("=x") == nil)
  }

  @Test("Flags make an input")
  func flags() throws {
    var typed = TypedInput()
    typed.method = "central"
    typed.arguments = ["1", "age"]
    typed.named = ["n=5", "text=\"5\""].compactMap { NamedText($0) }
    let input = try typed.input()
    #expect(input.json == ["method": "central", "args": [1, "age"], "kwargs": ["n": 5, "text": "5"]])
  }

  @Test("Flags add to an input that is given as a whole, and hold where both say something")
  func mixes() throws {
    var typed = TypedInput()
    typed.whole = ["method": "partial", "args": [1], "kwargs": ["n": 1, "m": 2]]
    typed.arguments = ["2"]
    typed.named = ["n=9"].compactMap { NamedText($0) }
    #expect(try typed.input().json == ["method": "partial", "args": [1, 2], "kwargs": ["n": 9, "m": 2]])
    typed.method = "other"
    #expect(try typed.input().method == "other")
  }

  @Test("A whole input alone is enough, and only its method has to be there")
  func whole() throws {
    var typed = TypedInput()
    typed.whole = ["method": "m"]
    #expect(try typed.input().json == ["method": "m"])
  }

  @Test(
    "What algorithms would not understand is told before it is sent",
    arguments: [
      "{}", "[]", "1", #"{"method":1}"#, #"{"method":""}"#, #"{"method":"m","args":{}}"#,
      #"{"method":"m","kwargs":[]}"#,
      #"{"method":"m","kwarg":{}}"#, #"{"method":"m","output_format":"json"}"#,
    ])
  func refuses(_ text: String) throws {
    var typed = TypedInput()
    typed.whole = try JSONValue(parsing: text)
    let error = #expect(throws: PolderError.self) { try typed.input() }
    #expect(error?.code == "prompt-input")
    #expect(error?.nextStep != nil)
  }

  @Test("A key that is nearly right gets a suggestion")
  func suggests() {
    var typed = TypedInput()
    typed.whole = ["method": "m", "kwarg": [:]]
    let error = #expect(throws: PolderError.self) { try typed.input() }
    #expect(error?.nextStep?.contains("'kwargs'") == true)
  }

  @Test("Text, a file and standard input give bytes")
  func sources() async throws {
    try await TestFolder.with { folder in
      try folder.write("from a file", to: "in")
      #expect(try PromptContent.bytes(of: "as it is") == Array("as it is".utf8))
      #expect(try PromptContent.bytes(of: "@" + folder.file("in")) == Array("from a file".utf8))
      let pipe = try TestPipe("from a pipe")
      #expect(try PromptContent.bytes(of: "-", input: pipe.input) == Array("from a pipe".utf8))
    }
  }

  @Test("What is missing, too large or no JSON is told with where it came from")
  func refusesSources() async throws {
    try await TestFolder.with { folder in
      let missing = #expect(throws: PolderError.self) { try PromptContent.bytes(of: "@" + folder.file("no")) }
      #expect(missing?.code == "prompt-input-file")
      #expect(missing?.object == folder.file("no"))
      try folder.write("0123456789", to: "large")
      let large = #expect(throws: PolderError.self) {
        try PromptContent.bytes(of: "@" + folder.file("large"), largest: 9)
      }
      #expect(large?.code == "prompt-input-too-large")
      try folder.write("{", to: "broken")
      let broken = #expect(throws: PolderError.self) {
        try PromptContent.json(of: "@" + folder.file("broken"), flag: "--input")
      }
      #expect(broken?.code == "prompt-not-json")
      #expect(broken?.message.contains("--input") == true)
      #expect(try PromptContent.json(of: "[1]", flag: "--input") == [1])
    }
  }
}
