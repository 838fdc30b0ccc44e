package import PolderSQL

/// Copies the rows of a server's tables from one database to another, of either engine.
package struct TableCopy {
  /// What was copied.
  package struct Report: Sendable, Hashable {
    /// How many rows each table got.
    package var rows: [String: Int] = [:]
    /// How many references were emptied, because what they named is not there; only where the engine insists on it.
    package var emptied = 0
  }

  /// Tables that tell about the database itself, and the servers on it, and stay with it; or that the database keeps.
  static let staying: Set<String> = [
    "polder_migration", "polder_replica", "polder_presence", "polder_access", ServerSchema.taskCountsTable,
  ]
  /// Tables whose content is of this database for ever, unless a copy brings its own.
  private static let lasting: Set<String> = [
    "polder_audit", "polder_audit_head", "polder_high_water", "polder_retired_username", "polder_secret",
  ]

  private let source: Transaction
  private let target: Transaction
  private var report = Report()
  /// The ids that are in a table now, where others refer to it.
  private var known: [String: Set<Int64>] = [:]

  private init(_ source: Transaction, _ target: Transaction) {
    self.source = source
    self.target = target
  }

  /// Copies all rows of the incumbent's tables and of ours that both databases have; the target's are empty.
  package static func run(from source: Transaction, to target: Transaction) throws -> Report {
    var copy = TableCopy(source, target)
    let (from, to) = (try columns(source), try columns(target))
    for table in order(from) {
      guard let theirs = to[table] else { continue }
      let shared = (from[table] ?? []).filter(theirs.contains)
      if !shared.isEmpty { try copy.rows(of: table, shared) }
    }
    if to["polder_high_water"] != nil { try copy.rememberGiven() }
    try copy.advanceSequences()
    return copy.report
  }

  /// Removes all rows of those tables that a copy from a source is to fill; what the database remembers for ever stays
  /// where the source, a file of the incumbent, has none of it.
  package static func empty(_ target: Transaction, for source: Transaction) throws {
    let given = try columns(source)
    for table in order(try columns(target)).reversed() where given[table] != nil || !lasting.contains(table) {
      try target.execute("DELETE FROM \(identifier: table)")
    }
    // What deleting remembered is not what the copy remembers.
    if given["polder_high_water"] != nil { try target.execute("DELETE FROM polder_high_water") }
    if given["polder_retired_username"] != nil { try target.execute("DELETE FROM polder_retired_username") }
  }

  /// The tables, those that others refer to first.
  private static func order(_ columns: [String: [String]]) -> [String] {
    let incumbent = ServerSchema.tables.map(\.name).filter { columns[$0] != nil }
    let ours = columns.keys.filter { $0.hasPrefix("polder_") && !staying.contains($0) }.sorted()
    return incumbent + ours
  }

  private static func columns(_ transaction: Transaction) throws -> [String: [String]] {
    var columns: [String: [String]] = [:]
    try transaction.forEach(transaction.dialect.columnsQuery) { row in
      columns[try row.text(0), default: []].append(try row.text(1))
    }
    return columns
  }

  private mutating func rows(of table: String, _ columns: [String]) throws {
    let list = SQL.joined(columns.map { SQL(identifier: $0) })
    let key = columns.contains("id") ? " ORDER BY id" : SQL()
    let references = target.dialect.insistsOnReferences ? self.references(of: table, columns) : []
    let isReferredTo = ServerSchema.tables.contains { $0.references.contains { $0.table == table } }
    let id = isReferredTo ? columns.firstIndex(of: "id") : nil
    var batch: [[SQLValue]] = []
    var size = 0
    var count = 0
    var ids: Set<Int64> = []
    func write() throws {
      guard !batch.isEmpty else { return }
      try target.execute("INSERT INTO \(identifier: table) (\(list)) VALUES \(rows: batch)")
      count += batch.count
      (batch, size) = ([], 0)
    }
    var emptied = 0
    let known = self.known
    try source.forEach("SELECT \(list) FROM \(identifier: table)\(key)") { row in
      var values = row.values
      if let id, case .integer(let number) = values[id] { ids.insert(number) }
      for reference in references {
        guard case .integer(let number) = values[reference.place] else { continue }
        let isThere = reference.table == table ? ids.contains(number) : known[reference.table]?.contains(number) == true
        if !isThere {
          values[reference.place] = .null
          emptied += 1
        }
      }
      size += values.reduce(16) { $0 + $1.size }
      batch.append(values)
      if batch.count * columns.count >= 8_000 || size > 4 << 20 { try write() }
    }
    try write()
    report.rows[table] = count
    report.emptied += emptied
    if id != nil { self.known[table] = ids }
  }

  private func references(of table: String, _ columns: [String]) -> [(place: Int, table: String)] {
    let declared = ServerSchema.tables.first { $0.name == table }?.references ?? []
    return declared.compactMap { reference in
      guard reference.column != "id", let place = columns.firstIndex(of: reference.column) else { return nil }
      return (place, reference.table)
    }
  }

  /// What the source's sequences gave counts as given in the target too, also where the row that had it is gone.
  private func rememberGiven() throws {
    for series in NumberSeries.allCases where series.isKey {
      guard let query = source.dialect.lastGiven(from: series.table),
        let number = try source.first(query)?.optionalInt64(0)
      else { continue }
      try target.execute(
        """
        INSERT INTO polder_high_water (name, number) VALUES \(values: [series.rawValue, number]) \
        ON CONFLICT (name) DO UPDATE \
        SET number = \(target.dialect.greater("polder_high_water.number", "excluded.number"))
        """)
    }
  }

  /// Takes sequences past what was copied, and never back: servers that run have read up to where they are.
  private func advanceSequences() throws {
    for series in NumberSeries.allCases where series.isKey { try advance(series.table, series.rawValue) }
    for table in report.rows.keys.sorted() where table.hasPrefix("polder_") {
      if try Self.columns(target)[table]?.contains("id") == true { try advance(table, table) }
    }
  }

  private func advance(_ table: String, _ name: String) throws {
    let highest = try target.first("SELECT MAX(id) FROM \(identifier: table)")?.value(0) ?? .null
    let given = try target.first("SELECT MAX(number) FROM polder_high_water WHERE name = \(name)")?.optionalInt64(0)
    // Some ids are texts.
    var number = given ?? 0
    if case .integer(let id) = highest { number = max(number, id) }
    guard number > 0, let advance = target.dialect.advance(table, to: number) else { return }
    _ = try target.rows(advance)
  }
}

extension SQLValue {
  /// About how many bytes it takes.
  fileprivate var size: Int {
    switch self {
    case .null, .integer, .real: 8
    case .text(let text): text.utf8.count
    case .blob(let bytes): bytes.count
    }
  }
}
