/// One thing that a service does for its callers, as a type: the server binds a handler to it, the client calls
/// through it, the description of the API is made from it.
public protocol Operation: Sendable {
  /// The parameters in the path.
  associatedtype Path: PathParameters = NoPath
  /// The parameters behind the question mark.
  associatedtype Query: QueryParameters = NoQuery
  /// The JSON object that is sent.
  associatedtype Body: RequestBody = NoBody
  /// The JSON value that comes back.
  associatedtype Reply: Codable & Sendable

  /// Method and path.
  static var route: Route { get }
  /// Who may call it.
  static var access: Access { get }
  /// What it does, in one line.
  static var summary: String { get }
  /// The status of success.
  static var status: Int { get }
  /// Whether the permission is judged before the body is looked at.
  static var authorizesBeforeBody: Bool { get }
}

extension Operation {
  /// 200.
  public static var status: Int { 200 }
  /// The body is looked at first.
  public static var authorizesBeforeBody: Bool { false }
  /// The operation's own name.
  public static var name: String { String(describing: Self.self) }
}
