import PolderCore
import Testing

@Suite("What a node says about what left it")
struct ReleaseNoticeTests {
  @Test("the line is read back as it was written")
  func roundTrip() {
    let notice = ReleaseNotice(bytes: 1_234, fields: 56, lines: ["minimum_rows: 5", "allow: cox-risk-sets"])
    #expect(ReleaseNotice(line: notice.text) == notice)
    let unknown = ReleaseNotice(bytes: 1, fields: nil, lines: ["undeclared: pass"])
    #expect(ReleaseNotice(line: unknown.text) == unknown)
  }

  @Test(
    "other lines are no notices", arguments: ["", "polder released", "polder released x bytes, 1 fields, under: y"])
  func others(line: String) { #expect(ReleaseNotice(line: line) == nil) }
}
