import PolderCore

extension Printer {
  /// Prints results: each as a table where it has the shape of one; as CSV all rows of all results below each other, each
  /// with its run and organization; as JSON a list.
  public func results(_ results: [ShownResult]) {
    switch format {
    case .json: line(IndentedJSON.text(.array(results.map(\.json))))
    case .csv: rows(results)
    case .table:
      for (index, result) in results.enumerated() {
        if index > 0 { line("") }
        show(result)
      }
    }
  }

  private func show(_ result: ShownResult) {
    let organization = result.organization.map { ", organization \($0)" } ?? ""
    line("run \(result.run)\(organization): \(TerminalText.line(result.status))")
    if let problem = result.problem {
      let next = PromptAdvice.next(for: problem)
      line("  " + TerminalText.line([problem.message, next].compactMap(\.self).joined(separator: " ")))
    } else if let value = result.value {
      self.value(value)
    } else {
      line("  (no result)")
    }
  }

  private func rows(_ results: [ShownResult]) {
    let tables = results.compactMap { result in result.value.map { (result, Self.table($0)) } }
    var (head, known) = ([String](), Set<String>())
    for (_, table) in tables { for title in table.head where known.insert(title).inserted { head.append(title) } }
    let rows = tables.flatMap { result, table in
      table.rows.map { row in
        let cells = Dictionary(zip(table.head, row), uniquingKeysWith: { first, _ in first })
        return [result.run.cell, result.organization.cell] + head.map { cells[$0] ?? .null }
      }
    }
    self.table(head: ["run", "organization"] + head, rows: rows)
    for result in results where result.value == nil {
      note("Run \(result.run) has no result: \(result.problem?.message ?? result.status)")
    }
  }

  /// The one table that a value is or holds; else the value itself in a cell.
  private static func table(_ value: JSONValue) -> TableShape {
    if let table = TableShape(value) { return table }
    if let members = value.object, let parts = TableParts(members), parts.tables.count == 1 {
      return parts.tables[0].table
    }
    return TableShape(head: ["result"], rows: [[value]])
  }
}
