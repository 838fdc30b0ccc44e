/// Everything in which the two engines' languages differ; nothing outside this file asks which engine it is.
public enum Dialect: String, Sendable, CaseIterable {
  /// SQLite 3.35 or newer.
  case sqlite
  /// PostgreSQL 12 or newer.
  case postgres

  /// The statement's text with the engine's placeholders: `?`, or `$1`, `$2`, …
  public func text(of sql: SQL) -> String {
    switch self {
    case .sqlite: return sql.text
    case .postgres:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(sql.text.utf8.count + 2 * sql.places.count)
      var places = sql.places.makeIterator()
      var next = places.next()
      var number = 0
      for (offset, byte) in sql.text.utf8.enumerated() {
        guard offset == next else {
          bytes.append(byte)
          continue
        }
        number += 1
        bytes += Array("$\(number)".utf8)
        next = places.next()
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A condition: the expression matches the pattern (`%`, `_`; no escape), ASCII case ignored, for both engines alike.
  public func like(_ expression: SQL, _ pattern: String) -> SQL {
    switch self {
    case .sqlite: "\(expression) LIKE \(pattern)"
    case .postgres: "\(expression) COLLATE \"C\" ILIKE \(pattern) ESCAPE ''"
    }
  }

  /// The larger of two expressions; null counts as absent only on PostgreSQL, so neither may be null.
  public func greater(_ left: SQL, _ right: SQL) -> SQL {
    switch self {
    case .sqlite: "max(\(left), \(right))"
    case .postgres: "GREATEST(\(left), \(right))"
    }
  }

  /// What makes `ORDER BY` put nulls where SQLite has them: first when ascending, last when descending.
  public func order(by expression: SQL, descending: Bool) -> SQL {
    switch self {
    case .sqlite: descending ? "\(expression) DESC" : "\(expression) ASC"
    case .postgres: descending ? "\(expression) DESC NULLS LAST" : "\(expression) ASC NULLS FIRST"
    }
  }

  /// An insertion whose reply is the new row's `id`.
  public func insertReturningID(_ sql: SQL) -> SQL { sql + " RETURNING id" }

  /// A query that takes so many numbers from the sequence of a table's `id`: the lowest, the highest, and the value of an
  /// expression; null where the table has no sequence. Nil where the engine has none.
  public func draw(_ count: Int, from table: String, above floor: SQL) -> SQL? {
    switch self {
    case .sqlite: nil
    case .postgres:
      """
      SELECT MIN(drawn.number), MAX(drawn.number), \(floor) FROM (SELECT \
      nextval(pg_get_serial_sequence(\(SQL.quoted(table)), 'id')) AS number \
      FROM generate_series(1, CAST(\(count) AS integer))) AS drawn
      """
    }
  }

  /// A query that takes the sequence of a table's `id` past a number, and never back; nil where the engine has none.
  public func advance(_ table: String, to number: Int64) -> SQL? {
    switch self {
    case .sqlite: nil
    case .postgres:
      """
      SELECT setval(own.name, GREATEST(\(number), nextval(own.name))) \
      FROM (SELECT CAST(pg_get_serial_sequence(\(SQL.quoted(table)), 'id') AS regclass) AS name) AS own
      """
    }
  }

  /// A query for the highest number that the sequence of a table's `id` gave, null where it gave none; nil where the
  /// engine has no sequences.
  public func lastGiven(from table: String) -> SQL? {
    switch self {
    case .sqlite: nil
    case .postgres:
      "SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(\(SQL.quoted(table)), 'id') AS regclass))"
    }
  }

  /// A column that numbers its rows itself and gives no number twice.
  public var serialKey: SQL {
    switch self {
    case .sqlite: "INTEGER PRIMARY KEY AUTOINCREMENT"
    case .postgres: "BIGSERIAL PRIMARY KEY"
    }
  }

  /// What the engine calls a column's type.
  public func name(of type: ColumnType) -> SQL {
    switch (self, type) {
    case (_, .key), (.sqlite, .serial): "INTEGER NOT NULL"
    case (.postgres, .serial): "SERIAL NOT NULL"
    case (_, .integer), (.sqlite, .long): "INTEGER"
    case (.postgres, .long): "BIGINT"
    case (_, .varchar(let limit)): limit.map { SQL(unchecked: "VARCHAR(\($0))") } ?? "VARCHAR"
    case (_, .text): "TEXT"
    case (_, .boolean): "BOOLEAN"
    case (.sqlite, .timestamp): "DATETIME"
    case (.postgres, .timestamp): "TIMESTAMP WITHOUT TIME ZONE"
    case (.sqlite, .blob): "BLOB"
    case (.postgres, .blob): "BYTEA"
    case (.sqlite, .enumeration(_, let width)): SQL(unchecked: "VARCHAR(\(width))")
    case (.postgres, .enumeration(let name, _)): SQL(unchecked: name)
    }
  }

  /// A name as the incumbent's schema writes it: quoted where it has capitals or is a word of the language.
  public func schemaName(_ name: String) -> SQL {
    let reserved: Set = self == .sqlite ? ["key", "database"] : ["user"]
    return reserved.contains(name) || name != name.lowercased() ? SQL(identifier: name) : SQL(unchecked: name)
  }

  /// What makes a named type of words exist, or nil where there are no such types.
  public func makeEnumeration(_ name: String, _ words: [String]) -> SQL? {
    let list = words.map { "'\($0)'" }.joined(separator: ", ")
    return switch self {
    case .sqlite: nil
    case .postgres:
      SQL(
        unchecked: """
          DO $$ BEGIN CREATE TYPE \(name) AS ENUM (\(list)); EXCEPTION WHEN duplicate_object THEN NULL; END $$
          """)
    }
  }

  /// A number of 64 bits that was not there before, as good as surely.
  public var randomNumber: SQL {
    switch self {
    case .sqlite: "random()"
    case .postgres: "('x' || substr(md5(CAST(gen_random_uuid() AS text)), 1, 16))::bit(64)::bigint"
    }
  }

  /// Now, as a text in UTC.
  public var nowText: SQL {
    switch self {
    case .sqlite: "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    case .postgres: "CAST(timezone('utc', clock_timestamp()) AS TEXT)"
    }
  }

  /// A query for the names of all tables and their columns: table, column; in the order of the columns.
  public var columnsQuery: SQL {
    switch self {
    case .sqlite:
      """
      SELECT tables.name, columns.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns \
      WHERE tables.type = 'table' ORDER BY tables.name, columns.cid
      """
    case .postgres:
      """
      SELECT table_name, column_name FROM information_schema.columns \
      WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
      """
    }
  }

  /// A query for the names of all indexes.
  public var indexesQuery: SQL {
    switch self {
    case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'index'"
    case .postgres: "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
    }
  }

  /// Whether the engine refuses rows that name others which are not there.
  public var insistsOnReferences: Bool { self == .postgres }

  /// A statement that makes this transaction the only one past it until its end, or nil where a write already is.
  public func exclusive(_ key: Int32) -> SQL? {
    switch self {
    case .sqlite: nil
    case .postgres: "SELECT pg_advisory_xact_lock(\(key))"
    }
  }

  /// The end of a query that keeps other writers off the rows it returns; empty where a write already does.
  public var forUpdate: SQL {
    switch self {
    case .sqlite: ""
    case .postgres: " FOR UPDATE"
    }
  }
}
