import GRDB
import GRDBSQLite
import PolderSQL

extension SQLiteStatement {
  /// Sets one parameter (from 1); SQLite takes its own copy.
  func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(self, index)
    case .integer(let number): return sqlite3_bind_int64(self, index, number)
    case .real(let number): return sqlite3_bind_double(self, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          guard let start = $0.baseAddress else { return sqlite3_bind_text(self, index, "", 0, nil) }
          return sqlite3_bind_text64(self, index, start, UInt64($0.count), Self.copied, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        guard let start = $0.baseAddress, !$0.isEmpty else { return sqlite3_bind_zeroblob(self, index, 0) }
        return sqlite3_bind_blob64(self, index, start, UInt64($0.count), Self.copied)
      }
    }
  }

  /// The row a step arrived at.
  func row(_ columns: Int32) -> Row {
    Row(
      [SQLValue](unsafeUninitializedCapacity: Int(columns)) { buffer, count in
        for column in 0..<columns { buffer.initializeElement(at: Int(column), to: value(column)) }
        count = Int(columns)
      })
  }

  private func value(_ column: Int32) -> SQLValue {
    switch sqlite3_column_type(self, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(self, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(self, column))
    case SQLITE_TEXT:
      guard let start = sqlite3_column_text(self, column) else { return .text("") }
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(self, column)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      guard let start = sqlite3_column_blob(self, column) else { return .blob([]) }
      return .blob(Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(self, column)))))
    default: return .null
    }
  }

  /// SQLite's constant -1, "copy the bytes", which C declares as a cast that Swift does not import.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
