import HTTPTypes
import Hummingbird
import NIOCore
import PolderCore
import Synchronization

/// A stand-in for an algorithm store at a port of loopback, over real HTTP; the real Python store is asked by
/// `make interop`.
final class StandInStore: Sendable {
  /// What arrived.
  struct Request: Sendable {
    let line: String
    let query: String?
    let server: String?
    let token: String
    let json: JSONValue?
  }

  /// What goes back.
  struct Reply: Sendable {
    var status = 200
    var json: JSONValue = [:]
    var location: String?
  }

  let port: Int
  private let seen = Mutex<[Request]>([])

  private init(port: Int) { self.port = port }

  /// The address of its API.
  var url: String { "http://127.0.0.1:\(port)/api" }

  /// What arrived, in its order.
  var requests: [Request] { seen.withLock { $0 } }

  /// The methods and paths that arrived, in their order.
  var lines: [String] { requests.map(\.line) }

  /// A store that trusts every server, and knows one algorithm.
  static func friendly(_ request: Request) -> Reply {
    switch request.line {
    case "POST /api/vantage6-server": Reply(status: 201, json: ["id": 1, "url": request.json?["url"] ?? .null])
    case "GET /api/vantage6-server":
      Reply(json: [["id": 4, "url": "http://other.example/api"], ["id": 5, "url": "http://server.example/api"]])
    case "GET /api/algorithm": Reply(json: ["data": [["image": "reg.example/a:1", "digest": "sha256:00ff"]]])
    default: Reply()
    }
  }

  /// Runs a store while the body runs.
  static func run(
    _ react: @escaping @Sendable (Request) async throws -> Reply = friendly, _ body: (StandInStore) async throws -> Void
  ) async throws {
    let here = Mutex<StandInStore?>(nil)
    try await StandInService.run { request in
      let arrived = try await Self.read(request)
      here.withLock { $0 }?.note(arrived)
      return Self.response(try await react(arrived))
    } body: { port in
      let store = StandInStore(port: port)
      here.withLock { $0 = store }
      try await body(store)
    }
  }

  private func note(_ request: Request) { seen.withLock { $0.append(request) } }

  private static func read(_ request: Hummingbird.Request) async throws -> Request {
    let body = try await request.body.collect(upTo: 65_536)
    let server = HTTPField.Name("Server-Url").flatMap { request.headers[$0] }
    return Request(
      line: "\(request.method.rawValue) \(request.uri.path)", query: request.uri.query, server: server,
      token: request.headers[.authorization] ?? "",
      json: body.readableBytes > 0 ? try JSONValue(parsing: Array(buffer: body)) : nil)
  }

  private static func response(_ reply: Reply) -> Response {
    var headers: HTTPFields = [.contentType: "application/json"]
    if let location = reply.location { headers[.location] = location }
    return Response(
      status: .init(code: reply.status), headers: headers,
      body: .init(byteBuffer: ByteBuffer(bytes: reply.json.bytes)))
  }
}
