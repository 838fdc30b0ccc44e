import PolderCore
import PolderTransport

/// The calls to a container engine (Docker Engine API), in the version that was agreed on.
struct EngineClient: Sendable {
  let channel: any HTTPStreamer
  let greeting: EngineGreeting

  /// Bounds of an answer that is read whole: details of a container with many mounts stay far below.
  static let limits = JSONParser.Limits(bytes: 8 << 20, depth: 32)
  /// For what makes the engine work, on a machine that is busy.
  static let patience = Duration.seconds(120)

  /// Makes the acquaintance of an engine.
  static func meet(_ channel: any HTTPStreamer) async throws -> EngineClient {
    let answer = try await channel.send(HTTPCall(.get, "/_ping", timeout: .seconds(20)))
    guard answer.isSuccess else { throw refusal(answer) }
    return EngineClient(channel: channel, greeting: try EngineGreeting(answer))
  }

  func get(_ path: String, query: [(name: String, value: String)] = []) async throws -> JSONValue {
    try Self.json(try await send(.get, path, query: query))
  }

  @discardableResult
  func post(
    _ path: String, query: [(name: String, value: String)] = [], body: JSONValue? = nil,
    timeout: Duration = EngineClient.patience
  ) async throws -> JSONValue {
    try Self.json(try await send(.post, path, query: query, body: body, timeout: timeout))
  }

  func delete(_ path: String, query: [(name: String, value: String)] = []) async throws {
    _ = try await send(.delete, path, query: query)
  }

  /// Carries a call and throws what is no success.
  func send(
    _ method: HTTPCall.Method, _ path: String, query: [(name: String, value: String)] = [], body: JSONValue? = nil,
    headers: [(name: String, value: String)] = [], timeout: Duration = EngineClient.patience
  ) async throws -> HTTPAnswer {
    var headers = headers
    if body != nil { headers.append(("Content-Type", "application/json")) }
    // Both engines want a length, also where there is nothing.
    let bytes = body?.bytes ?? (method == .post ? [] : nil)
    let answer = try await channel.send(
      HTTPCall(method, greeting.prefix + path, query: query, headers: headers, body: bytes, timeout: timeout))
    guard answer.isSuccess else { throw Self.refusal(answer) }
    return answer
  }

  /// An answer that is not JSON although it should be is the engine's fault, and told as such.
  private static func json(_ answer: HTTPAnswer) throws -> JSONValue {
    if answer.body.allSatisfy({ $0 <= 0x20 }) { return .null }
    do {
      return try JSONValue(parsing: answer.body, limits: limits)
    } catch {
      throw EngineRefusal(status: answer.status, message: "The answer is no JSON: \(error)")
    }
  }

  static func refusal(_ answer: HTTPAnswer) -> EngineRefusal {
    // What is no object is shown as it is.
    let object = try? JSONValue(parsing: answer.body, limits: limits)
    let text = object?["message"]?.string ?? answer.text
    return EngineRefusal(status: answer.status, message: oneLine(text))
  }

  /// Text of the engine as it may stand in a log.
  static func oneLine(_ text: String) -> String {
    String(text.prefix(600).map { $0.isNewline || $0.isASCII && ($0.asciiValue ?? 32) < 32 ? " " : $0 })
      .split(separator: " ").joined(separator: " ")
  }
}
