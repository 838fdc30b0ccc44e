/// The types of columns, whatever an engine calls them.
public enum ColumnType: Sendable, Hashable {
  /// A number that is never null; the table names it as its primary key.
  case key
  /// The same, and the engine gives it.
  case serial
  /// A whole number.
  case integer
  /// A whole number of 64 bits.
  case long
  /// A text of at most so many characters, where the engine checks that; nil is any.
  case varchar(Int?)
  /// A text.
  case text
  /// A truth value.
  case boolean
  /// A moment without zone.
  case timestamp
  /// Bytes.
  case blob
  /// One of the words of a named type; where the engine has no such types, a text of at most `width` characters.
  case enumeration(String, width: Int)
}
