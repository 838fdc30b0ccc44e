/// What a handler may know of the request beside its decoded parts.
public struct RequestInfo: Sendable {
  /// The path as sent, with the API's prefix.
  public let path: String
  /// The parameters behind the question mark, decoded, in their order.
  public let query: [(name: String, value: String)]
  /// The number of the request in the log.
  public let id: String
  /// The peer's address without its port.
  public let remoteAddress: String?
  /// The `Authorization` header; never to be logged.
  public let authorization: String?
  /// What names this request when it is sent again.
  public let idempotencyKey: String?
  /// What the access token says; nil for open operations.
  public let claims: TokenClaims?
  /// The bytes of the body as they come, for operations that take them so.
  public let stream: BodyStream?

  /// A request.
  public init(
    path: String, query: [(name: String, value: String)] = [], id: String = "", remoteAddress: String? = nil,
    authorization: String? = nil, idempotencyKey: String? = nil, claims: TokenClaims? = nil,
    stream: BodyStream? = nil
  ) {
    self.path = path
    self.query = query
    self.id = id
    self.remoteAddress = remoteAddress
    self.authorization = authorization
    self.idempotencyKey = idempotencyKey
    self.claims = claims
    self.stream = stream
  }
}
