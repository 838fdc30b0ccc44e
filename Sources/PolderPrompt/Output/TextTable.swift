/// A table for people: columns as wide as they need to be, and no line wider than the terminal.
public struct TextTable: Sendable {
  /// Two blanks between columns.
  private static let gap = 2
  /// No column is made narrower than this for others.
  private static let narrowest = 6

  /// The titles.
  public let head: [String]
  /// The rows; a row that is too short is filled up.
  public let rows: [[String]]
  /// The columns whose values stand at the right, as numbers do.
  public let right: Set<Int>

  /// A table; texts have to be harmless and without line ends already.
  /// - Parameters:
  ///   - head: the titles
  ///   - rows: the rows
  ///   - right: the columns whose values stand at the right
  public init(head: [String], rows: [[String]], right: Set<Int> = []) {
    self.head = head
    self.rows = rows
    self.right = right
  }

  /// The lines of the table.
  /// - Parameter width: how many cells a line may take; nil cuts nothing off
  /// - Returns: the head and the rows
  public func lines(width: Int?) -> [String] {
    let widths = widths(within: width)
    return [line(head, widths, isHead: true)] + rows.map { line($0, widths, isHead: false) }
  }

  private func line(_ cells: [String], _ widths: [Int], isHead: Bool) -> String {
    var line = ""
    for (column, width) in widths.enumerated() {
      let text = column < cells.count ? cells[column] : ""
      let isNumber = !isHead && right.contains(column)
      let cell = isNumber ? NumberText.fitted(text, to: width) : TextWidth.fitted(text, to: width)
      let space = String(repeating: " ", count: max(0, width - TextWidth.of(cell)))
      if column > 0 { line += String(repeating: " ", count: Self.gap) }
      line += right.contains(column) ? space + cell : cell + space
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// A number that lost more than decimals would be read as another one.
  private func narrowest(_ column: Int) -> Int {
    guard right.contains(column) else { return Self.narrowest }
    return rows.reduce(Self.narrowest) { max($0, column < $1.count ? NumberText.narrowest($1[column]) : 0) }
  }

  /// The widest columns give way first, each down to a width at which something can still be read.
  private func widths(within limit: Int?) -> [Int] {
    var widths = head.map(TextWidth.of)
    for row in rows {
      for (column, cell) in row.enumerated() where column < widths.count {
        widths[column] = max(widths[column], TextWidth.of(cell))
      }
    }
    guard let limit else { return widths }
    var excess = widths.reduce(Self.gap * max(0, widths.count - 1), +) - limit
    let floors = widths.indices.map(narrowest)
    while excess > 0 {
      let open = widths.indices.filter { widths[$0] > floors[$0] }
      let ordered = Set(open.map { widths[$0] }).sorted(by: >)
      guard let widest = ordered.first else { break }
      let columns = open.filter { widths[$0] == widest }
      let floor = max(ordered.dropFirst().first ?? 0, columns.map { floors[$0] }.max() ?? 0)
      let step = min(widest - floor, max(1, excess / columns.count))
      for column in columns where excess > 0 {
        widths[column] -= step
        excess -= step
      }
    }
    return widths
  }
}
