import Testing

@testable import PolderPrompt

@Suite("Tables")
struct TextTableTests {
  @Test("Columns are as wide as they need to be, numbers stand at the right")
  func laysOut() {
    let table = TextTable(head: ["ID", "NAME"], rows: [["7", "ada"], ["120", "Zürich"]], right: [0])
    #expect(table.lines(width: nil) == [" ID  NAME", "  7  ada", "120  Zürich"])
  }

  @Test("Wide characters do not push the next column away")
  func countsCells() {
    let lines = TextTable(head: ["A", "B"], rows: [["北京", "1"], ["x", "2"]]).lines(width: nil)
    #expect(lines == ["A     B", "北京  1", "x     2"])
  }

  @Test(
    "No line is wider than the terminal while every column can keep a readable width", arguments: [20, 24, 31, 40, 79])
  func fits(_ width: Int) {
    let long = String(repeating: "long words ", count: 20)
    let table = TextTable(
      head: ["ID", "NAME", "STATUS"], rows: [["1", long, "completed"], ["22", "b", long]], right: [0])
    #expect(table.lines(width: width).allSatisfy { TextWidth.of($0) <= width })
  }

  @Test("The widest column gives way first, and short ones stay whole")
  func takesFromTheWidest() {
    let table = TextTable(head: ["ID", "NAME"], rows: [["1234567", String(repeating: "x", count: 60)]])
    let lines = table.lines(width: 30)
    #expect(lines[1].hasPrefix("1234567  xxx"))
    #expect(lines[1].hasSuffix("…"))
    #expect(TextWidth.of(lines[1]) == 30)
  }

  @Test("Columns of equal width give way together")
  func isFair() {
    let text = String(repeating: "x", count: 30)
    let line = TextTable(head: ["A", "B"], rows: [[text, text]]).lines(width: 42)[1]
    #expect(line == String(repeating: "x", count: 19) + "…  " + String(repeating: "x", count: 19) + "…")
  }

  @Test("A terminal that is too narrow for anything gets lines that are too long in place of nothing")
  func doesNotVanish() {
    let table = TextTable(head: ["ALPHA", "BETA"], rows: [["abcdefgh", "abcdefgh"]])
    #expect(table.lines(width: 3)[1] == "abcde…  abcde…")
  }

  @Test("A number in a narrow column loses decimals only: neither digits before the point nor its exponent")
  func keepsMagnitudes() {
    let rows = [["age", "62.44736842105263", "4.447066794685634e-05"], ["time", "3338480.5194805195", "0.25"]]
    let lines = TextTable(head: ["NAME", "MEAN", "P"], rows: rows, right: [1, 2]).lines(width: 26)
    #expect(lines[1] == "age   62.44736…  4.44…e-05")
    #expect(lines[2] == "time  3338480.…       0.25")
    let whole = TextTable(head: ["A", "B"], rows: [["123456789012", "text of some length"]], right: [0])
    #expect(whole.lines(width: 20)[1].hasPrefix("123456789012  "))
  }

  @Test("A whole number that does not fit is not cut, and one with decimals shows that it was")
  func fitsNumbers() {
    #expect(NumberText.fitted("12345678", to: 6) == "12345678")
    #expect(NumberText.fitted("-0.552612395531837", to: 7) == "-0.552…")
    #expect(NumberText.fitted("4.447066794685634e-05", to: 9) == "4.44…e-05")
    #expect(NumberText.fitted("12.5", to: 4) == "12.5")
    #expect(NumberText.fitted("-", to: 6) == "-")
    #expect(NumberText.narrowest("3338480.51") == 8)
  }

  @Test("Without a terminal nothing is cut off")
  func keepsAll() {
    let text = String(repeating: "x", count: 500)
    #expect(TextTable(head: ["A"], rows: [[text]]).lines(width: nil)[1] == text)
  }

  @Test("Rows that are too short are filled up, and lines have no blanks at their ends")
  func fillsUp() {
    let lines = TextTable(head: ["A", "B", "C"], rows: [["1"], ["1", "2", "3"]]).lines(width: nil)
    #expect(lines == ["A  B  C", "1", "1  2  3"])
  }

  @Test("A table without rows is its head, one without columns an empty line")
  func canBeEmpty() {
    #expect(TextTable(head: ["ID"], rows: []).lines(width: 10) == ["ID"])
    #expect(TextTable(head: [], rows: []).lines(width: 10) == [""])
  }
}
