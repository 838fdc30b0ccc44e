extension Wire {
  /// An event that was raised, as it is asked for after a gap.
  public struct Event: Sendable, Codable {
    /// The number of the event; later events have higher ones.
    public let id: Int64
    /// The name.
    public let event: String
    /// The room.
    public let room: String
    /// What it carries.
    public let payload: JSONValue
    /// When it was raised.
    public let createdAt: Timestamp

    /// An event.
    public init(id: Int64, event: String, room: String, payload: JSONValue, createdAt: Timestamp) {
      self.id = id
      self.event = event
      self.room = room
      self.payload = payload
      self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
      case id
      case event
      case room
      case payload
      case createdAt = "created_at"
    }
  }

  /// Events behind a cursor.
  public struct EventPage: Sendable, Codable {
    /// The events in their order.
    public let data: [Event]
    /// The cursor to ask with next.
    public let cursor: Int64
    /// Whether there are more behind the cursor.
    public let more: Bool
    /// Whether events behind the asked cursor were removed already, so that everything has to be asked anew.
    public let lost: Bool

    /// Events behind a cursor.
    public init(data: [Event], cursor: Int64, more: Bool, lost: Bool) {
      self.data = data
      self.cursor = cursor
      self.more = more
      self.lost = lost
    }
  }
}
