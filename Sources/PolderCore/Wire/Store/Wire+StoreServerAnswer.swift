extension Wire {
  /// What a store says to a server that wants to be known to it.
  public enum StoreServerAnswer: Sendable, Codable, Hashable {
    /// It is known from now on.
    case added(StoreServer)
    /// It was known already.
    case known(Message)

    private enum CodingKeys: String, CodingKey { case msg }

    /// Reads either form.
    public init(from decoder: any Decoder) throws {
      let isKnown = try decoder.container(keyedBy: CodingKeys.self).contains(.msg)
      self = isKnown ? .known(try Message(from: decoder)) : .added(try StoreServer(from: decoder))
    }

    /// Writes either form.
    public func encode(to encoder: any Encoder) throws {
      switch self {
      case .added(let server): try server.encode(to: encoder)
      case .known(let message): try message.encode(to: encoder)
      }
    }
  }
}

extension Wire.StoreServerAnswer: SchemaDescribed {
  /// The server, or a text.
  public static func schema(_ book: SchemaBook) throws -> JSONObject {
    try book.oneOf(Wire.StoreServer.self, Wire.Message.self)
  }
  /// A text.
  public static var sample: Self? { .known(Wire.Message("")) }
}
