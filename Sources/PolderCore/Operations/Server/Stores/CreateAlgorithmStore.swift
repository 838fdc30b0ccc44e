/// Links an algorithm store to a collaboration, or to all, and has the store trust this server.
public enum CreateAlgorithmStore: Operation {
  /// Which store, for whom.
  public struct Body: RequestBody {
    /// The name.
    public var name = ""
    /// The store's address, with the API's prefix.
    public var url = ""
    /// The address under which the store knows this server; that of the configuration when absent.
    public var serverUrl: String?
    /// The collaboration that may use it; all when absent.
    public var collaboration: ListedID<Entities.Collaboration>?
    /// Whether an address of this very machine is accepted.
    public var force: Bool?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "name", \.name, .longest(1_024)),
      .init(required: "algorithm_store_url", \.url, .url),
      .init("server_url", \.serverUrl, .url),
      .init("collaboration_id", \.collaboration, .positive),
      .init("force", \.force),
    ]
  }
  /// The algorithm store.
  public typealias Reply = Wire.AlgorithmStore
  /// `POST /algorithmstore`
  public static let route = Route(.post, "algorithmstore")
  /// Who may.
  public static let access = Access(
    [.user],
    .all([
      .whenCollaboration(.collaboration(.collaboration, .edit)),
      .refusing(
        "You lack the permission to add algorithm stores for all collaborations!",
        .collaboration(.collaboration, .edit)),
    ]))
  /// What it does.
  public static let summary = "Links an algorithm store to one collaboration or to all"
  /// Made.
  public static let status = 201
}
