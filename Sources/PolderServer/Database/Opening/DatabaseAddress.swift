import PolderCore

/// The database that a configuration's `uri` names.
package enum DatabaseAddress: Sendable, Hashable {
  /// An SQLite file.
  case sqlite(path: String)
  /// A database in memory, gone when the server ends.
  case memory

  /// Reads `sqlite:///relative/file` (below a folder), `sqlite:////absolute/file`, or `sqlite://` (in memory).
  package init(uri: String, folder: String) throws {
    guard uri.hasPrefix("sqlite://") else {
      // What stands after the scheme may hold a password.
      let scheme = uri.split(separator: ":", maxSplits: 1).first.map(String.init) ?? ""
      throw PolderError(
        .databaseAddressInvalid, "This server keeps its data in SQLite; the address names `\(scheme.prefix(32))`.",
        object: "uri", nextStep: "Give an address such as sqlite:////var/lib/polder/server.sqlite.")
    }
    let path = uri.dropFirst("sqlite://".count).prefix { $0 != "?" }
    if path.isEmpty || path == "/" || path == "/:memory:" {
      self = .memory
    } else if path.hasPrefix("//") {
      self = .sqlite(path: String(path.dropFirst()))
    } else if path.hasPrefix("/") {
      self = .sqlite(path: folder + path)
    } else {
      throw PolderError(
        .databaseAddressInvalid,
        "An SQLite address needs three slashes before a relative path, four before an absolute.",
        object: "uri", nextStep: "Give an address such as sqlite:////var/lib/polder/server.sqlite.")
    }
  }
}
