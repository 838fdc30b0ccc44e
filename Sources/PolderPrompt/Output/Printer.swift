public import PolderCore

/// Prints what a verb was asked for, in the form that was asked for.
public struct Printer: Sendable {
  /// The form.
  public let format: OutputFormat
  /// How many cells a line may take; nil where no terminal is.
  public let width: Int?
  private let csv: CSVText
  private let write: @Sendable (String) -> Void
  private let tell: @Sendable (String) -> Void

  /// A printer.
  /// - Parameters:
  ///   - format: the form
  ///   - width: how many cells a line may take; nil cuts nothing off
  ///   - csv: how CSV is written
  ///   - write: takes what belongs on standard output, with its ends of line
  ///   - tell: takes lines for people, which belong on standard error
  public init(
    format: OutputFormat, width: Int?, csv: CSVText = CSVText(), write: @escaping @Sendable (String) -> Void,
    tell: @escaping @Sendable (String) -> Void
  ) {
    self.format = format
    self.width = width
    self.csv = csv
    self.write = write
    self.tell = tell
  }

  /// Prints entries: a table or CSV of the columns, or a JSON list of all that they hold.
  /// - Parameters:
  ///   - items: the entries
  ///   - columns: the columns
  /// - Throws: what the entries' encoding throws
  public func list<Item: Encodable>(_ items: [Item], columns: [Column<Item>]) throws {
    if format == .json { return line(IndentedJSON.text(.array(try items.map { try JSONValueEncoder.value(of: $0) }))) }
    table(
      head: format == .csv ? columns.map(\.key) : columns.map(\.heading),
      rows: items.map { item in columns.map { $0.value(item) } })
  }

  /// Prints one entry: a line for each column, or as JSON all that it holds.
  /// - Parameters:
  ///   - item: the entry
  ///   - columns: the columns
  /// - Throws: what the entry's encoding throws
  public func object<Item: Encodable>(_ item: Item, columns: [Column<Item>]) throws {
    switch format {
    case .json: line(IndentedJSON.text(try JSONValueEncoder.value(of: item)))
    case .csv: table(head: columns.map(\.key), rows: [columns.map { $0.value(item) }])
    case .table: pairs(columns.map { ($0.title, $0.value(item)) })
    }
  }

  /// Prints named values: a line for each, or a JSON object, or one row of CSV.
  public func object(_ members: JSONObject) {
    switch format {
    case .json: line(IndentedJSON.text(.object(members)))
    case .csv: table(head: members.keys, rows: [members.map(\.value)])
    case .table: pairs(members.map { ($0.key, $0.value) })
    }
  }

  /// Prints a table or CSV of values.
  /// - Parameters:
  ///   - head: the titles
  ///   - rows: the values
  public func table(head: [String], rows: [[JSONValue]]) {
    if format == .csv {
      write(csv.line(head.map { .string($0) }))
      return rows.forEach { write(csv.line($0)) }
    }
    let numbers = head.indices.filter { column in
      let values = rows.compactMap { column < $0.count ? $0[column] : nil }.filter { !$0.isNull }
      return !values.isEmpty && values.allSatisfy { $0.double != nil }
    }
    let cells = rows.map { $0.map { $0.isNull ? "-" : TerminalText.cell($0) } }
    let table = TextTable(head: head.map(TerminalText.line), rows: cells, right: Set(numbers))
    table.lines(width: width).forEach(line)
  }

  /// Prints any value: JSON, or as a table where it has the shape of one, or as tables where its members have.
  public func value(_ value: JSONValue) {
    if format != .json, let table = TableShape(value) { return self.table(head: table.head, rows: table.rows) }
    if format == .table, let members = value.object, let parts = TableParts(members) { return print(parts) }
    if format == .table, let text = value.string { return line(TerminalText.lines(text)) }
    line(IndentedJSON.text(value))
  }

  /// Prints that something was done, for people; programs get the object.
  /// - Parameters:
  ///   - sentence: what was done
  ///   - members: the same for programs; the sentence as `msg` where there are none
  public func done(_ sentence: String, _ members: JSONObject = [:]) {
    if format == .table { return line(TerminalText.line(sentence)) }
    object(members.isEmpty ? ["msg": .string(sentence)] : members)
  }

  /// Prints a line on standard output as it is.
  public func line(_ text: String) { write(text + "\n") }

  /// Says something to people beside what was asked for, on standard error.
  public func note(_ sentence: String) { tell(TerminalText.line(sentence)) }

  private func print(_ parts: TableParts) {
    pairs(parts.figures)
    for (index, part) in parts.tables.enumerated() {
      if index > 0 || !parts.figures.isEmpty { line("") }
      line(TerminalText.line(part.name) + ":")
      table(head: part.table.head, rows: part.table.rows)
    }
  }

  private func pairs(_ pairs: [(String, JSONValue)]) {
    let names = pairs.map { TerminalText.line($0.0) }
    let indent = (names.map { TextWidth.of($0) }.max() ?? 0) + 2
    for (name, pair) in zip(names, pairs) {
      let space = String(repeating: " ", count: indent - TextWidth.of(name))
      let plain = TerminalText.lines(TerminalText.plain(pair.1))
      let text = plain.isEmpty ? "-" : plain
      line(name + space + text.replacing("\n", with: "\n" + String(repeating: " ", count: indent)))
    }
  }
}
