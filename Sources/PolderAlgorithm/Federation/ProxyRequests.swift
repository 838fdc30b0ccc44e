import PolderCore
import PolderTransport

/// Requests to a node's proxy. Reading is repeated while the node or the server is away; creating only when it surely
/// did not arrive.
struct ProxyRequests: Sendable {
  let channel: any HTTPCaller
  let token: String
  let sleep: @Sendable (Duration) async throws -> Void

  private static let pauses: [Duration] = [0.2, 0.5, 1, 2, 5, 10, 15, 30, 30, 30].map { .seconds($0) }
  /// A proxy of the incumbent answers every refusal with 500, so little is gained by asking often.
  private static let attemptsAfter500 = 3
  private static let limits = JSONParser.Limits(bytes: 1 << 30, allowsNonFinite: true)

  func get(_ path: String, query: [(name: String, value: String)] = []) async throws -> JSONValue {
    try Self.json(await send(HTTPCall(.get, path, query: query)), path)
  }

  func bytes(_ path: String) async throws -> [UInt8] { try await send(HTTPCall(.get, path)).body }

  func post(_ path: String, _ body: JSONValue) async throws -> JSONValue {
    var call = HTTPCall(.post, path, body: body.bytes)
    let key = (0..<2).map { _ in String(UInt64.random(in: 0 ... .max), radix: 16) }.joined()
    call.headers = [("Content-Type", "application/json"), ("Idempotency-Key", key)]
    return try Self.json(await send(call), path)
  }

  /// The rows of all pages.
  func pages(_ path: String, query: [(name: String, value: String)]) async throws -> [JSONValue] {
    var rows: [JSONValue] = []
    for page in 1...10_000 {
      let paged = query + [("page", "\(page)"), ("per_page", "100")]
      let reply = try await get(path, query: paged)
      guard let data = reply["data"]?.array else { throw Self.unusable(path) }
      rows += data
      guard reply["links"]?["next"]?.string != nil, !data.isEmpty else { break }
    }
    return rows
  }

  private func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    var call = call
    call.headers.append(("Authorization", "Bearer \(token)"))
    var attempt = 0
    while true {
      attempt += 1
      let isLast = attempt > Self.pauses.count
      do {
        let answer = try await channel.send(call)
        if answer.isSuccess { return answer }
        guard !isLast, Self.isWorthRepeating(answer.status, call.method, attempt) else { throw refused(answer, call) }
      } catch let error as PolderError where error.code != .algorithmRequestRefused {
        let isHarmless = error.isSurelyNotSent || (call.method == .get && error.code != .transportReplyTooLarge)
        guard isHarmless, !isLast else { throw error }
      }
      try await sleep(Self.pauses[attempt - 1])
    }
  }

  /// 503 says that the request went no further.
  private static func isWorthRepeating(_ status: Int, _ method: HTTPCall.Method, _ attempt: Int) -> Bool {
    switch status {
    case 503: true
    case 502, 504: method == .get
    case 500: method == .get && attempt < attemptsAfter500
    default: false
    }
  }

  private func refused(_ answer: HTTPAnswer, _ call: HTTPCall) -> PolderError {
    // A reply that is no JSON has no message to pass on.
    let message = (try? JSONValue(parsing: answer.body, limits: .init(bytes: 64 << 10)))?["msg"]?.string
    return PolderError(
      .algorithmRequestRefused,
      "The node's proxy answered with \(answer.status): \(message.map { String($0.prefix(500)) } ?? "no message")",
      object: "\(call.method.rawValue) \(call.path)")
  }

  private static func json(_ answer: HTTPAnswer, _ path: String) throws -> JSONValue {
    do { return try JSONValue(parsing: answer.body, limits: limits) } catch { throw unusable(path) }
  }

  static func unusable(_ path: String) -> PolderError {
    PolderError(
      .algorithmRequestRefused, "The node's proxy gave an answer of another form than expected.", object: path)
  }
}
