/// Changes the name of an algorithm store, or for whom it is.
public enum UpdateAlgorithmStore: Operation {
  /// The id in the path.
  public typealias Path = AlgorithmStoreID
  /// What changes; what is absent stays.
  public struct Body: RequestBody {
    /// The name.
    public var name: String?
    /// The collaboration that may use it; all for null.
    public var collaboration: BodyChange<ListedID<Entities.Collaboration>>?
    /// Ignored here: the address can not be changed.
    public var url: String?
    /// Ignored here.
    public var serverUrl: String?
    /// Ignored here.
    public var force: Bool?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("name", \.name, .longest(1_024)),
      .init(changing: "collaboration_id", \.collaboration, .positive),
      .init("algorithm_store_url", \.url, .url),
      .init("server_url", \.serverUrl, .url),
      .init("force", \.force),
    ]
  }
  /// The algorithm store.
  public typealias Reply = Wire.AlgorithmStore
  /// `PATCH /algorithmstore/<id>`
  public static let route = Route(.patch, "algorithmstore/<id>")
  /// Who may, judged for the collaboration it is leaving and for the one it gets.
  public static let access = Access([.user], .collaboration(.collaboration, .edit))
  /// What it does.
  public static let summary = "Changes an algorithm store"
}
