/// A table for the terminal: the first column to the left, the others to the right.
struct TextTable {
  let header: [String]
  var rows: [[String]] = []

  var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
    return ([line(header, widths), rule] + rows.map { line($0, widths) }).map { "  " + $0 }.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = widths.enumerated().map { column, width in
      let cell = column < cells.count ? cells[column] : ""
      let space = String(repeating: " ", count: max(0, width - cell.count))
      return column == 0 ? cell + space : space + cell
    }
    var text = padded.joined(separator: "  ")
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
