public import PolderCore
public import PolderSQL

extension Row {
  /// The moment at a position.
  public func timestamp(_ position: Int) throws -> Timestamp {
    guard let moment = try optionalTimestamp(position) else {
      throw SQLError(.mismatch, "Column \(position) of the result holds null where a moment is expected.")
    }
    return moment
  }

  /// The moment at a position, or nil.
  public func optionalTimestamp(_ position: Int) throws -> Timestamp? {
    guard let text = try optionalText(position) else { return nil }
    guard let moment = Timestamp(text: text) else {
      throw SQLError(.mismatch, "Column \(position) of the result holds a text that is no date and time.")
    }
    return moment
  }

  /// The id at a position.
  public func id<Entity>(_ position: Int, of type: ID<Entity>.Type = ID<Entity>.self) throws -> ID<Entity> {
    ID(try int64(position))
  }

  /// The id at a position, or nil.
  public func optionalID<Entity>(_ position: Int, of type: ID<Entity>.Type = ID<Entity>.self) throws -> ID<Entity>? {
    try optionalInt64(position).map { ID($0) }
  }
}
