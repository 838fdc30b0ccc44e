import Testing

@testable import PolderPrompt

@Suite("The width of texts")
struct TextWidthTests {
  @Test(
    "Texts take the cells that terminals give them",
    arguments: [
      ("", 0), ("abc", 3), ("Zürich", 6), ("北京", 4), ("한국", 4), ("ﾊﾝｶｸ", 4), ("ＡＢ", 4), ("n̄", 1), ("👍", 2), ("👩‍⚕️", 2),
      ("🇳🇱", 2), ("—…", 2), ("カタカナ", 8), ("e\u{301}e", 2),
    ])
  func widths(_ text: String, _ cells: Int) { #expect(TextWidth.of(text) == cells) }

  @Test("What fits stays whole")
  func fits() {
    #expect(TextWidth.fitted("abc", to: 3) == "abc")
    #expect(TextWidth.fitted("北京", to: 4) == "北京")
    #expect(TextWidth.fitted("", to: 1) == "")
  }

  @Test("What does not fit ends with a mark and takes no more than there is")
  func cuts() {
    #expect(TextWidth.fitted("abcdef", to: 4) == "abc…")
    #expect(TextWidth.fitted("北京大学", to: 5) == "北京…")
    #expect(TextWidth.fitted("北京大学", to: 4) == "北…", "half a character can not be shown")
    #expect(TextWidth.fitted("abc", to: 1) == "…")
    for width in 1...8 { #expect(TextWidth.of(TextWidth.fitted("a北b京c大d学", to: width)) <= width) }
  }

  @Test("A character and its marks are not torn apart")
  func keepsTogether() {
    #expect(TextWidth.fitted("a👩‍⚕️b", to: 4) == "a👩‍⚕️b")
    #expect(TextWidth.fitted("a👩‍⚕️bc", to: 4) == "a👩‍⚕️…")
  }
}
