/// An id that may also come as a list of one, as the Python client sends it (deviation 12).
public struct ListedID<Entity>: RawRepresentable, Hashable, Sendable {
  /// The number.
  public let rawValue: Int64

  /// An id of that number.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// The id.
  public var id: ID<Entity> { ID(rawValue) }
}

extension ListedID: BodyValue {
  /// An id, or a list of one.
  public init?(body json: JSONValue) {
    let single = json.array.map { $0.count == 1 ? $0[0] : .null } ?? json
    guard let number = Int64(body: single) else { return nil }
    self.init(rawValue: number)
  }
  /// The number alone.
  public var bodyJSON: JSONValue { .integer(rawValue) }
  /// The contract's text.
  public static var refusal: String { Int64.refusal }
  /// An integer.
  public static var schema: JSONObject { Int64.schema }
}
