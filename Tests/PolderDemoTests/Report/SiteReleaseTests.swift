import PolderCore
import Testing

@testable import PolderDemo

@Suite("What left a hospital")
struct SiteReleaseTests {
  @Test("The notices of all its runs are added up; each line of configuration is told once")
  func addsUp() {
    var release = SiteRelease()
    let one = ReleaseNotice(bytes: 100, fields: 7, lines: ["disclosure.minimum_rows: 5"]).text
    let two = ReleaseNotice(
      bytes: 20, fields: nil, lines: ["disclosure.minimum_rows: 5", "disclosure.allow: [cox-risk-sets]"]
    ).text
    release.add("read 76 rows\n\(one)\ndone\n")
    release.add("\(two)\n")
    #expect(release.bytes == 120)
    #expect(release.fields == 7)
    #expect(release.results == 2)
    #expect(release.lines == ["disclosure.minimum_rows: 5", "disclosure.allow: [cox-risk-sets]"])
  }

  @Test(
    "Logs without a notice, and none at all, add nothing",
    arguments: [
      nil, "", "hello\nworld", "polder released many bytes", " polder released 1 bytes, 1 fields, under: x",
    ])
  func ignoresOthers(log: String?) {
    var release = SiteRelease()
    release.add(log)
    #expect(release.results == 0)
    #expect(release.bytes == 0)
    #expect(release.lines.isEmpty)
  }
}
