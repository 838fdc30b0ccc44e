public import PolderCore
public import PolderSQL

extension PolderError {
  /// The failure of a database, with what a person can do about it.
  public init(_ error: SQLError, database: String) {
    let (code, step): (Code, String) =
      switch error.kind {
      case .busy, .locked: (.databaseBusy, "End the other program that holds it, or try again later.")
      case .newer: (.databaseNewer, "Start a version of Polder at least as new as the one that wrote it.")
      case .notADatabase, .corrupt: (.databaseUnusable, "Give another file, or restore it from a backup.")
      case .full: (.databaseFull, "Free some space on its disk.")
      case .readOnly, .cannotOpen:
        (.databaseUnusable, "Check the path, and that this user may write the file and its folder.")
      case .unreachable, .closed:
        (.databaseUnreachable, "Check the address, and that the database's server runs and lets this user in.")
      default: (.databaseFailed, "Look for the cause in the log of the database or the system.")
      }
    self.init(code, error.message, object: database, nextStep: step, cause: error)
  }
}

extension PolderError.Code {
  /// Another program holds the database.
  public static let databaseBusy: Self = "database-busy"
  /// A newer program wrote the database.
  public static let databaseNewer: Self = "database-newer"
  /// The file is no database, is damaged, or can not be opened.
  public static let databaseUnusable: Self = "database-unusable"
  /// The server of the database does not answer, or does not let this user in.
  public static let databaseUnreachable: Self = "database-unreachable"
  /// There is no space left.
  public static let databaseFull: Self = "database-full"
  /// Anything else that a database reports.
  public static let databaseFailed: Self = "database-failed"
}
