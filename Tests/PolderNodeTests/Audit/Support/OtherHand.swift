import PolderSQL
import PolderSQLite

/// What somebody else does to a database file while its owner has it open.
enum OtherHand {
  static func change(_ path: String, _ text: String) throws {
    let file = try SQLiteFile(path: path)
    try file.transaction { _ = try $0.execute(SQL(unchecked: text)) }
    try file.close()
  }

  static func text(_ path: String, _ query: String) throws -> String? {
    let file = try SQLiteFile(path: path)
    let found = try file.transaction { try $0.first(SQL(unchecked: query))?.text(0) }
    try file.close()
    return found
  }
}
