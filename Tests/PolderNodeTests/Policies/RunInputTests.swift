import PolderCore
import Testing

@testable import PolderNode

@Suite("what an input asks for")
struct RunInputTests {
  private func input(_ text: String) -> RunInput? { RunInput(Array(text.utf8)) }

  @Test("function, arguments by position and by name")
  func reads() {
    let whole = input(#"{"method": "mean", "args": [1, "x"], "kwargs": {"column": "age", "n": 3}}"#)
    #expect(whole == RunInput(method: "mean", positional: 2, arguments: ["column": "age", "n": 3]))
    #expect(input(#"{"method": "mean"}"#) == RunInput(method: "mean"))
    #expect(input(#"{"method": "mean", "args": null, "kwargs": null}"#) == RunInput(method: "mean"))
  }

  @Test(
    "what algorithms would not read, or would read otherwise, asks for nothing",
    arguments: [
      "", "[]", "{}", #"{"method": 3}"#, #"{"method": "a", "args": {}}"#, #"{"method": "a", "kwargs": []}"#,
      #"{"method": "a", "method": "b"}"#, #"{"method": "a", "m\u0065thod": "b"}"#,
      #"{"method": "a", "kwargs": {"n": 1, "n": 2}}"#,
      "{\"method\": \"a\", \"kwargs\": {\"K\": 1, \"\u{212A}\": 2}}",
      "{\"method\": \"a\", \"kwargs\": {\"\u{E9}\": 1, \"e\u{301}\": 2}}",
    ])
  func strange(_ text: String) { #expect(input(text) == nil) }

  @Test("colons within texts are no keys")
  func colons() {
    #expect(input(#"{"method": "a", "kwargs": {"x": "1:2 \":\" \\", "y": ["a:b"]}}"#)?.arguments.count == 2)
  }

  @Test("many tiny values within the bounds of bytes are not read")
  func tinyValues() {
    let values = String(repeating: "0,", count: RunInput.values)
    #expect(values.utf8.count < RunInput.limit)
    #expect(input(#"{"method": "mean", "args": [\#(values)0]}"#) == nil)
  }

  @Test("depth and length have an end")
  func bounds() {
    let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(input(#"{"method": "a", "kwargs": {"x": \#(deep)}}"#) == nil)
    #expect(input(#"{"method": "\#(String(repeating: "a", count: 300))"}"#) == nil)
  }
}
