import PolderCore
import PolderTransport

/// A request that is no operation: sent as it is, its answer read as JSON.
struct RawRequest: Sendable {
  let channel: any HTTPCaller
  let tokens: SessionTokens
  let retries: RetryPolicy

  /// Sends a call with the session's token, if there is a session.
  /// - Parameters:
  ///   - call: the call
  ///   - isRenewing: whether a refused token is renewed and the call made once more
  /// - Returns: the answer
  /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when there is no usable answer
  func send(_ call: HTTPCall, isRenewing: Bool) async throws -> JSONValue {
    try Self.read(try await answer(to: call, isRenewing: isRenewing), to: "\(call.method.rawValue) \(call.path)")
  }

  /// The answer to a call with the session's token, if there is a session, whatever it says.
  func answer(to call: HTTPCall, isRenewing: Bool) async throws -> HTTPAnswer {
    var token: String?
    if await tokens.isHeld { token = try await tokens.token() }
    var answer = try await carry(call, token)
    if isRenewing, let token, Self.refusesToken(answer) {
      let fresh = try await tokens.token(insteadOf: token)
      // Nothing was done for a refused token, so that whatever it is may be asked for once more.
      if fresh != token { answer = try await carry(call, fresh) }
    }
    return answer
  }

  /// The parameters as the contract writes them: without those that are null, lists repeated, `True` and `False`.
  static func query(_ params: JSONObject) -> [(name: String, value: String)] {
    var items: [(name: String, value: String)] = []
    for (key, value) in params {
      for element in value.array ?? [value] {
        if let text = Self.text(element) { items.append((key, text)) }
      }
    }
    return items
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .null: nil
    case .bool(let flag): flag.queryText
    case .string(let text): text
    case .integer, .number, .array, .object: value.text
    }
  }

  private func carry(_ call: HTTPCall, _ token: String?) async throws -> HTTPAnswer {
    var call = call
    if let token { call.headers.append(("Authorization", "Bearer \(token)")) }
    let ready = call
    return try await retries.run(isRepeatable: [.get, .head, .options].contains(ready.method)) {
      try await channel.send(ready)
    }
  }

  /// A server that names its refusals says when one is about the token; another may mean it with any 401.
  private static func refusesToken(_ answer: HTTPAnswer) -> Bool {
    answer.status == 401 && (answer.header("polder-error")?.hasPrefix("token-") ?? true)
  }

  /// The reply in an answer.
  /// - Throws: `RequestRefusal` when the server refuses, `PolderError` when there is no usable answer
  static func read(_ answer: HTTPAnswer, to request: String) throws -> JSONValue {
    try AnswerReader(limits: .init(allowsNonFinite: true)).value(of: answer, to: request)
  }
}
