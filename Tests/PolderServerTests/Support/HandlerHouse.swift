import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PolderCore
import PolderSQL
import PolderServer

/// A server's handlers asked by callers of any kind, and its database looked into.
struct HandlerHouse: Sendable {
  let house: ServerHouse
  let fixture: HouseDatabase
  /// Whether requests go through HTTP on a port, and not straight to what answers them.
  var isOverHTTP = false

  init(_ change: (inout ServerSettings) -> Void = { _ in }) async throws {
    house = try await ServerHouse(change)
    fixture = HouseDatabase(database: house.database)
  }

  /// Lets time pass, and tells the moment.
  @discardableResult
  func pass(_ duration: Duration) -> Timestamp {
    house.clock.advance(duration)
    return now
  }

  var now: Timestamp { house.clock.now }

  /// Sends one request.
  func call(
    _ verb: HTTPVerb, _ path: String, query: [(String, String)] = [], _ body: JSONValue? = nil, as caller: Caller
  ) async throws -> HouseReply {
    try await Application(responder: house.parts.dispatcher).test(isOverHTTP ? .live : .router) { client in
      try await Self.send(client, verb, path, query: query, body, token: try caller.token(house.parts.tokens, now))
    }
  }

  /// Sends one request of any method, those included that no operation has.
  func call(
    method: String, _ path: String, query: [(String, String)], _ body: JSONValue?, as caller: Caller
  ) async throws -> HouseReply {
    guard let verb = HTTPRequest.Method(method) else { throw PolderError("test-method", "There is no \(method).") }
    return try await Application(responder: house.parts.dispatcher).test(isOverHTTP ? .live : .router) { client in
      try await Self.send(client, verb, path, query: query, body, token: try caller.token(house.parts.tokens, now))
    }
  }

  /// Sends many requests, cheaper than one by one.
  func calls(
    _ requests: [(verb: HTTPVerb, path: String, body: JSONValue?, caller: Caller)]
  ) async throws -> [HouseReply] {
    try await Application(responder: house.parts.dispatcher).test(isOverHTTP ? .live : .router) { client in
      var replies: [HouseReply] = []
      for request in requests {
        replies.append(
          try await Self.send(
            client, request.verb, request.path, query: [], request.body,
            token: try request.caller.token(house.parts.tokens, now)))
      }
      return replies
    }
  }

  private static func send(
    _ client: any TestClientProtocol, _ verb: HTTPVerb, _ path: String, query: [(String, String)], _ body: JSONValue?,
    token: String?
  ) async throws -> HouseReply {
    guard let method = HTTPRequest.Method(verb.rawValue) else {
      throw PolderError("test-method", "There is no \(verb).")
    }
    return try await send(client, method, path, query: query, body, token: token)
  }

  private static func send(
    _ client: any TestClientProtocol, _ method: HTTPRequest.Method, _ path: String, query: [(String, String)],
    _ body: JSONValue?, token: String?
  ) async throws -> HouseReply {
    var headers: HTTPFields = [:]
    if let token { headers[.authorization] = "Bearer \(token)" }
    if body != nil { headers[.contentType] = "application/json" }
    let text = query.map { "\($0.0)=\(FormEscape.escape($0.1))" }.joined(separator: "&")
    let response = try await client.execute(
      uri: "/api" + path + (text.isEmpty ? "" : "?" + text), method: method, headers: headers,
      body: body.map { ByteBuffer(bytes: $0.bytes) })
    return try HouseReply(response)
  }

  /// The events that were announced, as `event room payload`.
  func events() async throws -> [String] {
    try await house.database.read { sql in
      try sql.rows("SELECT event, rooms, payload FROM polder_outbox ORDER BY id") { row in
        "\(try row.text(0)) \(try row.text(1)) \(try row.text(2))"
      }
    }
  }
}
