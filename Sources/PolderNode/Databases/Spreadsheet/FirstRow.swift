import PolderCore

/// The first row of a sheet of Excel.
enum FirstRow {
  /// A cell.
  struct Cell: Equatable {
    /// What it holds, unless that stands in the table of texts.
    var text = ""
    /// Its place in the table of texts.
    var shared: Int?
  }

  /// The cells, in order; one that is left out has the name that pandas gives it.
  static func cells(_ bytes: [UInt8], atMost limit: Int) throws -> [Cell] {
    var scanner = MarkupScanner(bytes)
    var cells: [Int: Cell] = [:]
    var (column, kind, isValue, isEnd) = (0, "", false, false)
    var text = ""
    while !isEnd, let event = scanner.next() {
      switch event {
      case .open("row", let attributes) where attributes["r"].map({ $0 != "1" }) ?? false:
        throw BoundedFile.columnsUnknown("The first row of its first sheet is empty.")
      case .open("c", let attributes):
        column = attributes["r"].flatMap(index) ?? column + 1
        (kind, text) = (attributes["t"] ?? "n", "")
        guard (1...limit).contains(column) else { throw BoundedFile.columnsUnknown("It has too many columns.") }
      case .open("v", _), .open("t", _): isValue = true
      case .close("v"), .close("t"): isValue = false
      case .text(let piece) where isValue: text += piece
      case .close("c") where !text.isEmpty && column > 0: cells[column] = cell(text, kind)
      case .close("row"): isEnd = true
      case .close("sheetData"): return []
      default: break
      }
    }
    guard isEnd else {
      throw BoundedFile.columnsUnknown("The first row of its first sheet is too long, or damaged.")
    }
    guard let last = cells.keys.max() else {
      throw BoundedFile.columnsUnknown("The first row of its first sheet is empty.")
    }
    return (1...last).map { cells[$0] ?? Cell(text: "Unnamed: \($0 - 1)") }
  }

  private static func cell(_ text: String, _ kind: String) -> Cell {
    switch kind {
    case "s": Cell(shared: Int(text) ?? -1)
    case "b": Cell(text: text == "1" ? "True" : "False")
    default: Cell(text: text)
    }
  }

  /// The number of a column in a reference such as `AB12`, from 1.
  private static func index(_ reference: String) -> Int? {
    let letters = reference.utf8.prefix { (65...90).contains($0) }
    guard (1...3).contains(letters.count) else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1) - 64 }
  }
}
