import CLibPQ
public import PolderSQL

/// Where a PostgreSQL database is: an address as SQLAlchemy or libpq write it.
///
/// What stands behind the question mark (`sslmode`, `sslrootcert`, `host`, `connect_timeout`, …) goes to libpq as it is.
public struct PostgresAddress: Sendable, Hashable {
  /// The address as libpq takes it; holds the password.
  let connection: String

  /// Reads `postgresql://…`, `postgres://…`, or `postgresql+DRIVER://…`; nil when the address names another kind.
  public init?(uri: String) {
    guard let colon = uri.firstIndex(of: ":"), uri[colon...].hasPrefix("://") else { return nil }
    let scheme = uri[..<colon].split(separator: "+", maxSplits: 1).first.map { $0.lowercased() } ?? ""
    guard scheme == "postgresql" || scheme == "postgres" else { return nil }
    connection = "postgresql" + uri[colon...]
  }

  /// Whether libpq can read it.
  /// - Throws: `SQLError` without the address, which may hold a password, also where it is malformed.
  public func check() throws(SQLError) {
    let library = try LibPQ.load().table
    var message: UnsafeMutablePointer<CChar>?
    guard let options = library.PQconninfoParse(connection, &message) else {
      library.PQfreemem(message)
      throw SQLError(
        .unreachable,
        """
        The address of the PostgreSQL database can not be read. Write it as postgresql://USER:PASSWORD@HOST:PORT/NAME, \
        with characters such as @ / % in the password written as %40 %2F %25.
        """)
    }
    library.PQconninfoFree(options)
  }
}

extension PostgresAddress: CustomStringConvertible {
  /// The address without user, password and parameters, for messages.
  public var description: String {
    let rest = connection.dropFirst("postgresql://".count).prefix { $0 != "?" }
    let afterUser = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    return "postgresql://\(afterUser)"
  }
}
