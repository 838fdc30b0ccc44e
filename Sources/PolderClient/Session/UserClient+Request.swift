public import PolderCore
public import PolderTransport

extension UserClient {
  /// Sends a request that has no method of its own here, with the session's token when somebody is logged in.
  ///
  /// Where no answer comes it is made again every second, as long as that is harmless: a request that reads always, any
  /// other only when nothing of it was sent (deviation 60). Cancelling the task ends it.
  /// - Parameters:
  ///   - endpoint: the path below the API's prefix, as plain text and without parameters
  ///   - json: the value to send
  ///   - method: the method
  ///   - params: the parameters behind the question mark; null leaves one out, a list repeats it
  ///   - headers: further header fields; `Authorization` stays the session's
  ///   - retry: whether a refused token is renewed and the request made once more
  ///   - attemptsOnTimeout: how often it is made at the most while no answer comes; nil sets no bound
  ///   - isForAlgorithmStore: whether it goes to the algorithm store that was chosen
  ///   - timeout: the time until an answer has to be complete; nil means a minute
  /// - Returns: the answer
  /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when there is no usable answer
  public func request(
    _ endpoint: String, json: JSONValue? = nil, method: HTTPCall.Method = .get, params: JSONObject? = nil,
    headers: [String: String]? = nil, retry: Bool = true, attemptsOnTimeout: Int? = nil,
    isForAlgorithmStore: Bool = false, timeout: Duration? = nil
  ) async throws -> JSONValue {
    let path = "/" + String(endpoint.drop { $0 == "/" })
    var call = HTTPCall(method, path, query: RawRequest.query(params ?? [:]), body: json?.bytes, timeout: timeout)
    for (name, value) in (headers ?? [:]).sorted(by: { $0.key < $1.key }) where name.lowercased() != "authorization" {
      call.headers.append((name, value))
    }
    let hasType = call.headers.contains { $0.name.lowercased() == "content-type" }
    if json != nil, !hasType { call.headers.append(("Content-Type", "application/json")) }
    let channel = isForAlgorithmStore ? try session.storeChannel(serverURL: basePath) : session.channel
    let request = RawRequest(channel: channel, tokens: session.tokens, retries: .patient(attemptsOnTimeout))
    return try await request.send(call, isRenewing: retry)
  }
}
