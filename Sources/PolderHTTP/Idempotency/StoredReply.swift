/// The reply to a request as it is kept for the case that the request is sent again.
public struct StoredReply: Sendable, Codable {
  /// The status.
  public let status: Int
  /// Names and values of further headers.
  public let headers: [[String]]
  /// The body.
  public let body: String

  /// A reply.
  public init(status: Int, headers: [[String]], body: String) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
