/// What the flags of a verb say about the server and the user.
public struct ConnectionChoice: Sendable {
  /// The name of the profile.
  public var profile: String?
  /// The address of the server.
  public var server: String?
  /// The proxy that leads to the server.
  public var proxy: String?
  /// A file with the certificates of authorities to trust (PEM).
  public var caFile: String?
  /// How long a connection may take to come about.
  public var timeout: Duration?

  /// Nothing is said yet.
  public init() {}
}
