/// Lists the servers whose users the store knows.
public enum ListStoreServers: StoreOperation {
  /// What to look for.
  public struct Query: QueryParameters {
    /// A pattern for the address.
    public var url: String?

    /// Nothing in particular.
    public init() {}

    /// The parameters.
    public static let fields: [QueryField<Self>] =
      [
        .init("url", \.url)
      ]
  }
  /// All of them: there are no pages.
  public typealias Reply = [Wire.StoreServer]
  /// `GET /vantage6-server`
  public static let route = Route(.get, "vantage6-server")
  /// Who may.
  public static let level = StoreLevel.known
  /// What it does.
  public static let summary = "Lists known servers"
}
