import PolderCore

/// Reads the first row of the first sheet of an Excel file (`.xlsx`).
enum Workbook {
  private static let oldKind: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]
  private static let largestPart = 1 << 20
  private static let largestSheet = 8 << 20
  private static let largestTexts = 64 << 20
  private static let mostColumns = 16_384

  /// The names in the first row, as pandas has them.
  /// - Throws: `PolderError` `node-database-unusable` when it is no such file, `node-columns-unknown` when it is one whose
  ///   columns can not be told
  static func columns(_ file: BoundedFile) throws -> [String] {
    let head = try file.read(at: 0, count: min(4, file.size))
    guard head != oldKind else { throw BoundedFile.columnsUnknown("It is of the kind of Excel before 2007.") }
    guard head.starts(with: "PK".utf8) else { throw BoundedFile.noSuchKind("Excel") }
    let archive = try ZipDirectory(file)
    guard let book = try archive.beginning(of: "xl/workbook.xml", atMost: largestPart),
      let links = try archive.beginning(of: "xl/_rels/workbook.xml.rels", atMost: largestPart)
    else { throw BoundedFile.columnsUnknown("It holds no workbook of Excel.") }
    let (sheet, texts) = try places(book: book, links: links)
    guard let rows = try archive.beginning(of: sheet, atMost: largestSheet) else {
      throw BoundedFile.columnsUnknown("Its first sheet is missing.")
    }
    let cells = try FirstRow.cells(rows, atMost: mostColumns)
    guard cells.contains(where: { $0.shared != nil }) else { return cells.map(\.text) }
    let wanted = Set(cells.compactMap(\.shared))
    let table = try archive.beginning(of: texts, atMost: largestTexts) ?? []
    let found = SharedTexts.texts(table, at: wanted)
    return try cells.map { cell in
      guard let index = cell.shared else { return cell.text }
      guard let text = found[index] else { throw BoundedFile.columnsUnknown("A text of its first row is missing.") }
      return text
    }
  }

  /// The paths of the first sheet and of the table of texts.
  private static func places(book: [UInt8], links: [UInt8]) throws -> (sheet: String, texts: String) {
    var scanner = MarkupScanner(book)
    var first: String?
    while first == nil, let event = scanner.next() {
      if case .open("sheet", let attributes) = event { first = attributes["id"] }
    }
    var (sheet, texts): (String?, String) = (nil, "xl/sharedStrings.xml")
    scanner = MarkupScanner(links)
    while let event = scanner.next() {
      guard case .open("Relationship", let attributes) = event, let target = attributes["Target"] else { continue }
      let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      if attributes["Id"] == first { sheet = path }
      if attributes["Type"]?.hasSuffix("/sharedStrings") == true { texts = path }
    }
    guard first != nil, let sheet else { throw BoundedFile.columnsUnknown("It names no sheet.") }
    return (sheet, texts)
  }
}
