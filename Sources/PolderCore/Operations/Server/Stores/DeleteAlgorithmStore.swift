/// Removes an algorithm store, and has the store forget this server.
public enum DeleteAlgorithmStore: Operation {
  /// The id in the path.
  public typealias Path = AlgorithmStoreID
  /// How the store knows this server.
  public struct Query: QueryParameters {
    /// The address under which the store knows this server; that of the configuration when absent.
    public var serverUrl: String?

    /// Nothing given.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] = [.init("server_url", \.serverUrl)]
  }
  /// A text.
  public typealias Reply = Wire.Message
  /// `DELETE /algorithmstore/<id>`
  public static let route = Route(.delete, "algorithmstore/<id>")
  /// Who may.
  public static let access = Access([.user], .collaboration(.collaboration, .edit))
  /// What it does.
  public static let summary = "Removes an algorithm store"
}
