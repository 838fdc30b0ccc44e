import PolderCore
import PolderHTTP
import PolderTransport

/// One user's calls to one store, who is shown a token that tells who the user is and nothing else (deviation 25).
struct StoreCaller: Sendable {
  let client: StoreClient
  let route: StoreRoute
  /// The address under which the store knows this server.
  let server: String
  let token: String

  /// Sends a request to an operation of the store.
  func send(
    _ method: HTTPCall.Method, _ path: String, query: [(name: String, value: String)] = [], _ body: JSONValue? = nil
  ) async throws -> HTTPAnswer {
    var headers = [(name: "Server-Url", value: server), (name: "Authorization", value: "Bearer \(token)")]
    headers.append((name: "Accept", value: "application/json"))
    if body != nil { headers.append((name: "Content-Type", value: "application/json")) }
    return try await client.send(
      HTTPCall(method, path, query: query, headers: headers, body: body?.bytes), along: route)
  }

  /// A refusal of the store, handed on with its text and status.
  static func refusal(_ answer: HTTPAnswer) -> RequestRefusal {
    let status = (400...599).contains(answer.status) ? answer.status : 502
    guard let message = answer.json?["msg"] else {
      return RequestRefusal(
        status, "Communication to algorithm store failed. HTTP status: \(answer.status)", code: "store-refused")
    }
    let text = (message.string ?? message.text).prefix(1_024)
    return RequestRefusal(
      status, "Algorithm store error: \(text), HTTP status: \(answer.status)", code: "store-refused")
  }
}
