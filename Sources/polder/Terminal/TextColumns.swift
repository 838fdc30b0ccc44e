/// A table for people: columns as wide as they need to be.
enum TextColumns {
  static func print(_ head: [String], _ rows: [[String]]) {
    var widths = head.map(\.count)
    for row in rows { for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) } }
    for row in [head] + rows {
      let cells = zip(row, widths).map { $0.0 + String(repeating: " ", count: $0.1 - $0.0.count) }
      Swift.print(cells.joined(separator: "  ").replacing(/\s+$/, with: ""))
    }
  }
}
