import PolderCore
import PolderSQL
import PolderSQLite

/// Reads the names of the columns of an SQLite database.
enum SQLiteTables {
  private static let mark = Array("SQLite format 3\0".utf8)
  private static let most = 2_000

  /// What was found.
  struct Found: Sendable, Hashable {
    /// The columns; with several tables each behind the name of its table and a dot.
    let columns: [String]
    /// Whether changes stand in a second file beside it.
    let hasWriteAheadLog: Bool
  }

  /// Looks into a file.
  /// - Throws: `PolderError` `node-database-unusable` when it is no such file, `node-columns-unknown` when its tables can not
  ///   be listed
  static func look(_ file: BoundedFile) throws -> Found {
    let head = try file.read(at: 0, count: min(20, file.size))
    guard head.count == 20, head.starts(with: mark) else { throw BoundedFile.noSuchKind("SQLite") }
    let hasLog = head[18] == 2 || head[19] == 2
    do {
      let database = try SQLiteFile(reading: file.path)
      // Nothing was written, so nothing can be lost.
      defer { try? database.close() }
      return Found(columns: try database.read(columns), hasWriteAheadLog: hasLog)
    } catch let error as SQLError {
      throw BoundedFile.columnsUnknown(error.message)
    }
  }

  private static func columns(_ transaction: Transaction) throws -> [String] {
    let all = try transaction.rows(
      """
      SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c \
      WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite#_%' ESCAPE '#' \
      ORDER BY m.name, c.cid LIMIT \(most)
      """
    ) { row in (table: try row.text(0), column: try row.text(1)) }
    let isOne = Set(all.map(\.table)).count == 1
    return all.map { isOne ? $0.column : "\($0.table).\($0.column)" }
  }
}
