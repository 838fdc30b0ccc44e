import GRDB
import GRDBSQLite
import PolderSQL

extension SQLError {
  /// What GRDB reports of SQLite, without the arguments.
  init(_ error: DatabaseError, statement: String? = nil) {
    // GRDB calls it a misuse of the library when a text holds two statements, as when its connection is closed.
    let isText = error.extendedResultCode == .SQLITE_MISUSE && (error.message ?? "").hasPrefix("Multiple statements")
    self.init(
      extendedCode: isText ? SQLITE_ERROR : error.extendedResultCode.rawValue,
      message: error.message ?? "SQLite failed.", statement: statement ?? error.sql)
  }

  /// The last failure of a statement's connection.
  init(connectionOf prepared: SQLiteStatement, statement: String) {
    let connection = sqlite3_db_handle(prepared)
    self.init(
      extendedCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
      statement: statement)
  }

  private init(extendedCode: Int32, message: String, statement: String?) {
    self.init(Self.kind(extendedCode), message, code: String(extendedCode), statement: statement)
  }

  private static func kind(_ extended: Int32) -> Kind {
    switch extended & 0xFF {
    case SQLITE_CONSTRAINT: .constraint(constraint(extended))
    case SQLITE_BUSY: .busy
    case SQLITE_LOCKED: .locked
    case SQLITE_CORRUPT: .corrupt
    case SQLITE_NOTADB: .notADatabase
    case SQLITE_FULL: .full
    case SQLITE_READONLY: .readOnly
    case SQLITE_CANTOPEN, SQLITE_PERM: .cannotOpen
    case SQLITE_IOERR: .io
    case SQLITE_INTERRUPT, SQLITE_ABORT: .interrupted
    case SQLITE_MISUSE: .closed
    case SQLITE_ERROR, SQLITE_RANGE, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_AUTH: .statement
    default: .other
    }
  }

  private static func constraint(_ extended: Int32) -> Constraint {
    switch extended >> 8 {
    case 8: .unique
    case 6, 10: .primaryKey
    case 5: .notNull
    case 3: .foreignKey
    default: .check
    }
  }
}
