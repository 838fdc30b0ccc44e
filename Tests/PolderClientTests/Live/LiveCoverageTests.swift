import Foundation
import Testing

@Suite("Live: what the suite calls")
struct LiveCoverageTests {
  /// Members that no other test of the suite can leave out, or that are no call.
  static let others: Set = ["__init__"]

  @Test("Every member of the reference is called at a live server")
  func callsEverything() throws {
    let calls = try Self.calls()
    let rows = try ClientPage.read().rows.filter { !Self.others.contains($0.python) }
    #expect(rows.count > 60)
    for row in rows {
      guard let swift = row.swift else { continue }
      let name = swift.prefix { $0 != "(" }.drop { $0 != "." }
      let isCalled = calls.contains(swift.contains("(") ? name + "(" : name)
      #expect(isCalled, "\(row.python): no live test calls \(swift)")
    }
  }

  @Test("A name that stands for a part is read as that part")
  func readsNames() {
    let text = "a() {\n  let client = stage.root.task\n  #expect(client.list())\n  subclient.get(client.x)\n}"
    let expanded = Self.expanded(text)
    #expect(expanded.contains("(stage.root.task.list()"))
    #expect(expanded.contains("subclient.get(stage.root.task.x)"))
  }

  /// The functions of the suite, in which each name stands for what it means.
  private static func calls() throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    return try names.filter { $0.hasSuffix(".swift") && $0 != "LiveCoverageTests.swift" }.map { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return text.split(separator: "func ").map { expanded(String($0)) }.joined()
    }.joined()
  }

  /// A function in which `let client = stage.root.task` makes `client.list(` a `stage.root.task.list(`.
  static func expanded(_ function: String) -> String {
    var text = function
    for alias in function.matches(of: /(?m)let (\w+) = (stage\.[\w.]+)$/) {
      for before in [" ", "(", "[", "!"] {
        text = text.replacing("\(before)\(alias.1).", with: "\(before)\(alias.2).")
      }
    }
    return text
  }
}
