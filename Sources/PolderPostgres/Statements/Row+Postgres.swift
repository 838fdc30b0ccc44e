import CLibPQ
import PolderSQL

extension Row {
  /// The first row of a result, with values as SQLite would give them: truths as 0 and 1, moments as texts with six
  /// digits of a second.
  init(_ result: OpaquePointer, _ library: polder_pq) {
    let columns = library.PQnfields(result)
    self.init(
      [SQLValue](unsafeUninitializedCapacity: Int(columns)) { buffer, count in
        for column in 0..<columns {
          buffer.initializeElement(at: Int(column), to: Self.value(result, column, library))
        }
        count = Int(columns)
      })
  }

  private static func value(_ result: OpaquePointer, _ column: Int32, _ library: polder_pq) -> SQLValue {
    guard library.PQgetisnull(result, 0, column) == 0, let start = library.PQgetvalue(result, 0, column) else {
      return .null
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(library.PQgetlength(result, 0, column)))
    return SQLValue(type: library.PQftype(result, column), text: bytes)
  }
}
