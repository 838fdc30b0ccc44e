extension SQLError {
  /// The kinds of failure that a caller can tell apart.
  public enum Kind: Sendable, Hashable {
    /// A rule of the schema was broken.
    case constraint(Constraint)
    /// Another process holds the database longer than the time allowed.
    case busy
    /// Another connection of this process holds the table.
    case locked
    /// The file's content is damaged.
    case corrupt
    /// The file is not a database.
    case notADatabase
    /// The disk, or the size allowed, is full.
    case full
    /// The database, or this transaction, may only be read.
    case readOnly
    /// The file, or the server, can not be opened.
    case cannotOpen
    /// The server of the database does not answer, or does not let this user in.
    case unreachable
    /// A value can not be stored by this engine: a text with a NUL character.
    case unstorable
    /// Reading or writing the disk failed.
    case io
    /// The connection was lost or is closed; nothing of the work was done.
    case closed
    /// The connection was lost during a commit, and whether it was done could not be found out.
    case unknownFate
    /// The work was cancelled.
    case interrupted
    /// Two transactions disagree; the same work may succeed when repeated.
    case serialization
    /// A newer program wrote the database: the number it recorded, and the highest this program knows.
    case newer(found: Int, known: Int)
    /// A field is of another kind than expected.
    case mismatch
    /// The statement itself is wrong.
    case statement
    /// Anything else.
    case other
  }

  /// The rules of a schema.
  public enum Constraint: Sendable, Hashable {
    /// A value that must be the only one.
    case unique
    /// A primary key that must be the only one.
    case primaryKey
    /// A value that must be there.
    case notNull
    /// A reference to a row that is not there.
    case foreignKey
    /// Any other condition.
    case check
  }
}
