/// One request, relative to the base of the channel that carries it.
public struct HTTPCall: Sendable {
  /// The method.
  public var method: Method
  /// The path below the base as plain text; it is percent-encoded on the way, except for its slashes.
  public var path: String
  /// The query as plain text, in order; names may repeat.
  public var query: [(name: String, value: String)]
  /// The header fields, in order; `Host` and `Content-Length` are set by the channel.
  public var headers: [(name: String, value: String)]
  /// The body; nil sends none.
  public var body: [UInt8]?
  /// The time until the answer has to be complete, for bodies piece by piece the longest time without a byte; nil takes
  /// the channel's.
  public var timeout: Duration?

  /// Makes a request.
  /// - Parameters:
  ///   - method: the method
  ///   - path: the path below the base, as plain text
  ///   - query: names and values, as plain text
  ///   - headers: names and values
  ///   - body: the bytes to send
  ///   - timeout: the time until the answer has to be complete
  public init(
    _ method: Method, _ path: String, query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)] = [], body: [UInt8]? = nil, timeout: Duration? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}
