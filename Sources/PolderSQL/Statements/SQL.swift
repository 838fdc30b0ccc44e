/// A statement, or a part of one, whose interpolated values are parameters and can not become syntax.
///
/// ```swift
/// let tasks: SQL = "SELECT id, name FROM task WHERE collaboration_id = \(collaboration) AND id IN \(list: ids)"
/// ```
public struct SQL: Sendable, Hashable {
  /// The text, a `?` for each parameter.
  public private(set) var text: String
  /// The parameters, in the order of their places.
  public private(set) var bindings: [SQLValue]
  /// Where in the text the parameters' `?` stand, as offsets of UTF-8.
  private(set) var places: [Int]

  /// An empty part.
  public init() {
    text = ""
    bindings = []
    places = []
  }

  /// A part made of text that the caller vouches for; nothing from outside may be in it.
  public init(unchecked text: String) {
    self.text = text
    bindings = []
    places = []
  }

  /// A part that is a table's or a column's name, quoted.
  public init(identifier: String) {
    self.init(unchecked: Self.quoted(identifier))
  }

  /// A part that is one parameter.
  public init(value: some SQLBindable) {
    self.init()
    append(value.sqlValue)
  }

  /// Whether there is no text.
  public var isEmpty: Bool { text.isEmpty }

  /// Adds a part at the end.
  public mutating func append(_ part: SQL) {
    let offset = text.utf8.count
    text += part.text
    bindings += part.bindings
    for place in part.places { places.append(offset + place) }
  }

  /// One part after the other.
  public static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum.append(right)
    return sum
  }

  /// Adds a part at the end.
  public static func += (left: inout SQL, right: SQL) { left.append(right) }

  mutating func append(trusted: String) { text += trusted }

  mutating func append(_ value: SQLValue) {
    places.append(text.utf8.count)
    text += "?"
    bindings.append(value)
  }

  static func quoted(_ identifier: String) -> String {
    var quoted = "\""
    for character in identifier.unicodeScalars where character != "\0" {
      if character == "\"" { quoted.unicodeScalars.append("\"") }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}
