/// Makes a server known to the store, with the caller as its manager.
public enum AddStoreServer: StoreOperation {
  /// Which server.
  public struct Body: RequestBody, Hashable {
    /// The address, with the prefix of its API.
    public var url = ""
    /// Whether an address of the store's own machine is accepted.
    public var force: Bool?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "url", \.url, .longest(2_048)),
      .init("force", \.force),
    ]
  }
  /// The server, or that it is known already (status 208).
  public typealias Reply = Wire.StoreServerAnswer
  /// `POST /vantage6-server`
  public static let route = Route(.post, "vantage6-server")
  /// Whoever the server in the body says the token belongs to.
  public static let level = StoreLevel.token
  /// What it does.
  public static let summary = "Makes a server known"
  /// Made.
  public static let status = 201
}
