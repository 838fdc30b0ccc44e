import PolderSQL

extension SQLError {
  /// The same failure, told as the failure to open a file.
  func opening(_ path: String) -> SQLError {
    let reason =
      switch kind {
      case .busy, .locked: "another process holds it locked"
      case .notADatabase: "it is not an SQLite database"
      case .corrupt: "its content is damaged"
      case .readOnly: "it, or its folder, may not be written"
      case .cannotOpen: "it can not be opened or made; the folder must exist and be writable"
      case .full: "the disk is full"
      default: message
      }
    return SQLError(kind, "The database file \(path) can not be used: \(reason).", code: code)
  }
}
