import Testing

@testable import PolderDemo

@Suite("Text table")
struct TextTableTests {
  @Test("The first column stands to the left, the others to the right, all as wide as their widest cell")
  func aligns() {
    var table = TextTable(header: ["", "count", "p"])
    table.rows = [["age", "228", "0.05"], ["ph.karno", "1", "–"]]
    #expect(
      table.text == """
                    count     p
          ─────────────────────
          age         228  0.05
          ph.karno      1     –
        """)
  }

  @Test("Characters count, not bytes; nothing stands behind the last cell")
  func countsCharacters() {
    var table = TextTable(header: ["ä", "b"])
    table.rows = [["ÄÖÜ", "é"], ["e\u{301}", ""]]
    #expect(table.text == "  ä    b\n  ──────\n  ÄÖÜ  é\n  e\u{301}")
  }

  @Test("Rows may have fewer or more cells than the header; a table may have no row")
  func toleratesOddRows() {
    var table = TextTable(header: ["a", "b"])
    #expect(table.text == "  a  b\n  ────")
    table.rows = [["1"], ["2", "3", "4"]]
    #expect(table.text == "  a  b\n  ────\n  1\n  2  3")
  }
}
