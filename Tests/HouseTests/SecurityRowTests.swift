import Testing

/// Every row of `docs/security-tests.md` is held by a test that bears its name.
struct SecurityRowTests {
  private struct Row {
    let name: String
    let isTested: Bool
  }

  private static let repository = Repository()

  private static func rows() throws -> [Row] {
    try repository.text("docs/security-tests.md").split(separator: "\n")
      .filter { line in ["CVE-", "4.15 ", "deviation "].contains { line.hasPrefix("| " + $0) } }
      .map { line in
        let cells = line.split(separator: "|").map { $0.trimming(" ") }
        guard cells.count == 3 else { throw HouseError(what: "not three columns: \(line)") }
        return Row(name: cells[0], isTested: cells[2] == "test")
      }
  }

  /// The names of all tests, as `@Test("…")` gives them.
  private static func names() throws -> [String] {
    try repository.swiftFiles(under: "Tests").flatMap { file in
      file.text.matches(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
    }
  }

  private static func isNamed(_ row: String, in name: String) -> Bool {
    guard let range = name.firstRange(of: row) else { return false }
    return name[range.upperBound...].first?.isNumber != true
  }

  @Test("every row has a test that bears its name")
  func rowsHaveTests() throws {
    let names = try Self.names()
    var missing: Set<String> = []
    for row in try Self.rows() where row.isTested {
      if !names.contains(where: { Self.isNamed(row.name, in: $0) }) { missing.insert(row.name) }
    }
    #expect(missing.sorted() == [], "rows without a test of that name")
  }

  @Test("every deviation for the sake of security that concerns the server has a row")
  func deviationsHaveRows() throws {
    let rows = Set(try Self.rows().map(\.name))
    let numbers = try Self.repository.text("docs/deviations.md").matches(of: /(?m)^\| (\d+) \| S \|/).compactMap {
      Int($0.1)
    }
    #expect(numbers.count > 20)
    // From 50 on they are the node's and the client's, with tests of their own rooms.
    for number in numbers where number < 50 {
      #expect(rows.contains("deviation \(number)"), "deviation \(number) has no row")
    }
  }

  @Test("a row is found by its whole number")
  func names() {
    #expect(Self.isNamed("deviation 2", in: "x (deviation 2)"))
    #expect(!Self.isNamed("deviation 2", in: "x (deviation 23)"))
  }
}
