import PolderCore
import PolderTransport

/// Carries the calls of one run to the server, with the run's own token, and waits while the server is away.
struct ProxyUpstream: Sendable {
  /// Leads to the prefix of the server's API.
  let caller: any HTTPCaller
  let token: String
  /// How long a call is repeated while the server is away.
  var patience: Duration = .seconds(300)

  private static let kept: Set<String> = ["content-type", "total-count", "link"]

  /// - Parameters:
  ///   - call: what to ask
  ///   - key: makes the server answer a repetition like the first time
  /// - Returns: the answer, with those of its fields that matter to an algorithm
  /// - Throws: `PolderError` with a `transport-…` code
  func send(_ call: HTTPCall, key: String?) async throws -> HTTPAnswer {
    var call = call
    call.headers = [("Authorization", "Bearer \(token)")]
    if let key { call.headers.append(("Idempotency-Key", key)) }
    if call.body != nil { call.headers.append(("Content-Type", "application/json")) }
    let answer = try await patiently(call, isRepeatable: call.method == .get || key != nil)
    let headers = answer.headers.filter { Self.kept.contains($0.name.lowercased()) }
    return HTTPAnswer(status: answer.status, headers: headers, body: answer.body)
  }

  private func patiently(_ call: HTTPCall, isRepeatable: Bool) async throws -> HTTPAnswer {
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    var pause = Duration.milliseconds(50)
    while true {
      do {
        let answer = try await caller.send(call)
        // What stands before a server says so while the server starts.
        let isAway = isRepeatable && [502, 503, 504].contains(answer.status)
        guard isAway, clock.now + pause < deadline else { return answer }
      } catch let error as PolderError {
        guard Self.isWorthRepeating(error, isRepeatable), clock.now + pause < deadline else { throw error }
      }
      try await Task.sleep(for: pause, clock: clock)
      pause = min(pause * 2, .seconds(2))
    }
  }

  private static func isWorthRepeating(_ error: PolderError, _ isRepeatable: Bool) -> Bool {
    switch error.code {
    case .transportUnreachable: true
    case .transportInterrupted, .transportTimeout: isRepeatable
    default: false
    }
  }
}
