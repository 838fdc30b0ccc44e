import PolderCore

/// Parses a text of comma-separated values into typed columns: once for numbers, and once more for the columns that
/// turn out to hold texts.
struct CSVParser {
  let names: [String]
  private let bytes: [UInt8]
  private let limits: CSVFile.Limits
  private let object: String
  private let firstRecord: (offset: Int, line: Int)

  init(bytes: [UInt8], limits: CSVFile.Limits = .init(), object: String) throws {
    self.bytes = bytes
    self.limits = limits
    self.object = object
    (names, firstRecord) = try Self.located(object) { () throws(CSVFailure) in
      try bytes.withUnsafeBufferPointer { (buffer) throws(CSVFailure) in try Self.header(buffer, limits) }
    }
  }

  func table(columns wanted: [String]?) throws -> Table {
    let wanted = wanted ?? names
    let known = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let places = try wanted.map { name in
      guard let place = known[name] else {
        throw UnknownColumn.error(name, among: names, object: object)
      }
      return place
    }
    let chosen = Set(places)
    let isWanted = names.indices.map { chosen.contains($0) }
    let columns = try Self.located(object) { () throws(CSVFailure) in
      try bytes.withUnsafeBufferPointer { (buffer) throws(CSVFailure) in
        let builders = try numbers(buffer, isWanted)
        let texts = try texts(buffer, builders.map { !$0.isNumeric })
        return zip(builders, texts).map { $0.isNumeric ? Column.numbers($0.numbers) : .texts($1) }
      }
    }
    return try Table(zip(wanted, places).map { (name: $0, column: columns[$1]) })
  }

  /// Holds every record to the form of the first line, and reads no values.
  func check() throws {
    try Self.located(object) { () throws(CSVFailure) in
      try bytes.withUnsafeBufferPointer { (buffer) throws(CSVFailure) in try walk(buffer) { _, _ in } }
    }
  }

  private func numbers(
    _ buffer: UnsafeBufferPointer<UInt8>, _ isWanted: [Bool]
  ) throws(CSVFailure) -> [ColumnBuilder] {
    var builders = [ColumnBuilder](repeating: ColumnBuilder(), count: names.count)
    try walk(buffer) { scanner, place in
      if isWanted[place] { builders[place].append(UnsafeBufferPointer(rebasing: buffer[scanner.field])) }
    }
    return builders
  }

  private func texts(
    _ buffer: UnsafeBufferPointer<UInt8>, _ isWanted: [Bool]
  ) throws(CSVFailure) -> [[String?]] {
    var texts = [[String?]](repeating: [], count: names.count)
    guard isWanted.contains(true) else { return texts }
    try walk(buffer) { (scanner, place) throws(CSVFailure) in
      guard isWanted[place] else { return }
      let field = UnsafeBufferPointer(rebasing: buffer[scanner.field])
      texts[place].append(MissingMarker.matches(field) ? nil : try Self.text(scanner, buffer))
    }
    return texts
  }

  /// Visits every field of every record and holds each record to the number of names.
  private func walk(
    _ buffer: UnsafeBufferPointer<UInt8>, _ visit: (CSVScanner, Int) throws(CSVFailure) -> Void
  ) throws(CSVFailure) {
    var scanner = CSVScanner(
      buffer, from: firstRecord.offset, line: firstRecord.line, fieldLimit: limits.fieldBytes)
    while scanner.startRecord() {
      let line = scanner.line
      var place = 0
      var end = CSVScanner.End.comma
      while end == .comma {
        end = try scanner.next()
        if place < names.count { try visit(scanner, place) }
        place += 1
      }
      guard place == names.count else {
        throw CSVFailure(line: line, reason: "it has \(place) values where the first line has \(names.count) names")
      }
    }
  }

  private static func header(
    _ buffer: UnsafeBufferPointer<UInt8>, _ limits: CSVFile.Limits
  ) throws(CSVFailure) -> ([String], (offset: Int, line: Int)) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var scanner = CSVScanner(buffer, from: buffer.starts(with: mark) ? 3 : 0, fieldLimit: limits.fieldBytes)
    guard scanner.startRecord() else { throw CSVFailure(line: 1, reason: "the file is empty") }
    let line = scanner.line
    var names: [String] = []
    var seen: Set<String> = []
    var end = CSVScanner.End.comma
    while end == .comma {
      end = try scanner.next()
      let text = try Self.text(scanner, buffer)
      let name = text.isEmpty ? "Unnamed: \(names.count)" : text
      guard seen.insert(name).inserted else {
        throw CSVFailure(line: line, reason: "the name '\(name.prefix(100))' stands twice in the first line")
      }
      guard names.count < limits.columns else {
        throw CSVFailure(line: line, reason: "there are more than \(limits.columns) columns")
      }
      names.append(name)
    }
    return (names, (scanner.position, scanner.line))
  }

  private static func text(
    _ scanner: CSVScanner, _ buffer: UnsafeBufferPointer<UInt8>
  ) throws(CSVFailure) -> String {
    guard let text = String(validating: buffer[scanner.field], as: UTF8.self) else {
      throw CSVFailure(line: scanner.fieldLine, reason: "a text is not UTF-8")
    }
    return scanner.isEscaped ? text.replacing("\"\"", with: "\"") : text
  }

  private static func located<T>(_ object: String, _ body: () throws(CSVFailure) -> T) throws -> T {
    do { return try body() } catch {
      throw PolderError(
        .dataInvalidTable, "The file is no table of comma-separated values: line \(error.line): \(error.reason).",
        object: object, nextStep: "Save it as CSV in UTF-8 with one line of names.")
    }
  }
}
