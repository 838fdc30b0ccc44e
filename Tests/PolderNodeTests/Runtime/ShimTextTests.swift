import Testing

@testable import PolderNode

@Suite("the text that node and supervisor share")
struct ShimTextTests {
  @Test(
    "whatever a value holds, it comes back",
    arguments: [
      "", "plain", "a=b=c", "line\nline", "\r\n", "back\\slash", "\\n", "\\", "end", "ümläut 🦭", "\t\u{1}", " blank ",
      "\u{301}combining", "\n\u{301}",
    ])
  func roundTrip(value: String) {
    var text = ShimText(title: "title 1")
    text.add("key", value)
    text.add("other", "x")
    #expect(ShimText(text.text, title: "title 1")?["key"] == value)
    #expect(ShimText(text.text, title: "title 1")?["other"] == "x")
  }

  @Test("a text is written as the supervisor's manual says")
  func form() {
    var text = ShimText(title: "polder-run 1")
    text.add("argument", "a\nb\\c\rd")
    #expect(text.text == "polder-run 1\nargument=a\\nb\\\\c\\rd\nend\n")
  }

  @Test("repeated keys keep their order; the first is the value")
  func repeated() {
    let text = ShimText("t\na=1\nb=2\na=3\nend\n", title: "t")
    #expect(text?.lines.map(\.value) == ["1", "2", "3"])
    #expect(text?["a"] == "1")
    #expect(text?["c"] == nil)
  }

  @Test(
    "what is cut off, of another kind or malformed is not used",
    arguments: [
      "", "\n", "t", "t\n", "t\nend", "t\na=1\n", "t\na=1\nend", "t\na=1\nen\n", "u\nend\n", "t\nnothing\nend\n",
      "t\na=\\x\nend\n", "t\na=\\\nend\n", "t\nend\nend\n\n", "t\na=1\n\nend\n",
    ])
  func malformed(text: String) { #expect(ShimText(text, title: "t") == nil) }

  @Test("every way to cut a text short is noticed")
  func cutShort() {
    var text = ShimText(title: "polder-state 1")
    text.add("phase", "exited")
    text.add("error", "a\nb")
    let whole = text.text
    for length in 0..<whole.utf8.count {
      let part = String(decoding: whole.utf8.prefix(length), as: UTF8.self)
      #expect(ShimText(part, title: "polder-state 1") == nil, "\(length) bytes")
    }
  }
}
