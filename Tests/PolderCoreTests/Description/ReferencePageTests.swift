import Foundation
import PolderCore
import Testing

@Suite("The reference page of the API")
struct ReferencePageTests {
  @Test("docs/api.md is what the program prints: polder server api --format markdown > docs/api.md")
  func upToDate() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let page = try String(contentsOf: root.appending(path: "docs/api.md"), encoding: .utf8)
    let wanted = try ServerCatalogue.description().markdown
    if page == wanted { return }
    let pairs = zip(page.split(separator: "\n"), wanted.split(separator: "\n"))
    let first = pairs.first { $0 != $1 }
    Issue.record(
      "docs/api.md is not up to date; it first differs at '\(first?.0 ?? "its end")', which is '\(first?.1 ?? "")' now")
  }
}
