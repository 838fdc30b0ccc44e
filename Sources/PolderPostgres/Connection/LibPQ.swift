import CLibPQ
import PolderSQL

/// PostgreSQL's client library, found on this machine when it is first asked for.
// Function pointers that are set once, before anyone else can see them; the library is safe to use from many threads.
final class LibPQ: @unchecked Sendable {
  private static let found: Result<LibPQ, SQLError> = {
    var table = polder_pq()
    if let missing = polder_pq_load(&table) {
      return .failure(
        SQLError(
          .unreachable,
          """
          PostgreSQL's client library is needed for this database, and \(String(cString: missing)) is not there. \
          Install it, for instance with: apt-get install libpq5
          """))
    }
    return .success(LibPQ(table))
  }()

  /// The library.
  static func load() throws(SQLError) -> LibPQ { try found.get() }

  let table: polder_pq

  private init(_ table: polder_pq) { self.table = table }
}
