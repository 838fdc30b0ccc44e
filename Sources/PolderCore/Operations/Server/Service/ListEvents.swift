/// Tells which events were raised behind a cursor, in the rooms that the caller would be in.
public enum ListEvents: Operation {
  /// The cursor.
  public struct Query: QueryParameters {
    /// The number behind which to start; nil asks for the present cursor only.
    public var after: Int64?
    /// How many events at the most; 500 when nobody says, 1000 at the most.
    public var limit: Int64?

    /// No cursor.
    public init() {}

    /// A cursor.
    public init(after: Int64?, limit: Int64? = nil) {
      self.after = after
      self.limit = limit
    }

    /// The parameters.
    public static let fields: [QueryField<Self>] = [.init("after", \.after), .init("limit", \.limit)]
  }
  /// The events.
  public typealias Reply = Wire.EventPage
  /// `GET /polder/events`
  public static let route = Route(.get, "polder/events")
  /// Users and nodes; what they see is decided by their rooms.
  public static let access = Access([.user, .node], .nothing)
  /// What it does.
  public static let summary = "Tell the events behind a cursor"
}
