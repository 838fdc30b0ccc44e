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

  /// Sends a body as it comes. It comes once, so that nothing is repeated.
  func upload<Pieces: AsyncSequence & Sendable>(
    _ call: HTTPCall, _ pieces: Pieces
  ) async throws -> HTTPAnswer where Pieces.Element == [UInt8] {
    var call = call
    call.headers = [("Authorization", "Bearer \(token)"), ("Content-Type", "application/octet-stream")]
    let answer = try await streamer().upload(call, body: pieces, length: nil)
    let headers = answer.headers.filter { Self.kept.contains($0.name.lowercased()) }
    return HTTPAnswer(status: answer.status, headers: headers, body: answer.body)
  }

  /// Reads an answer as it comes, and once more from its beginning for as long as nothing of it was used.
  func download<Value: Sendable>(
    _ call: HTTPCall, isRepeatable: () -> Bool,
    _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    var call = call
    call.headers = [("Authorization", "Bearer \(token)")]
    let (streamer, prepared) = (try streamer(), call)
    return try await patiently(isRepeatable, isAway: { _ in false }) { try await streamer.download(prepared, read) }
  }

  private func streamer() throws(PolderError) -> any HTTPStreamer {
    guard let streamer = caller as? any HTTPStreamer else {
      throw PolderError(.transportNoStreams, "The channel can not carry bodies piece by piece.")
    }
    return streamer
  }

  private func patiently(_ call: HTTPCall, isRepeatable: Bool) async throws -> HTTPAnswer {
    try await patiently({ isRepeatable }, isAway: { [502, 503, 504].contains($0.status) }) {
      try await caller.send(call)
    }
  }

  /// Does something until the server is there, for a while.
  /// - Parameters:
  ///   - isRepeatable: whether it may be done again though the server may have seen it
  ///   - isAway: whether what came says that the server is away, as what stands before a server does while it starts
  ///   - work: what is done
  /// - Returns: what came of it
  /// - Throws: what it throws in the end
  private func patiently<Value>(
    _ isRepeatable: () -> Bool, isAway: (Value) -> Bool, _ work: () async throws -> Value
  ) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now + patience
    var pause = Duration.milliseconds(50)
    while true {
      do {
        let value = try await work()
        guard isRepeatable(), isAway(value), clock.now + pause < deadline else { return value }
      } catch let error as PolderError {
        guard Self.isWorthRepeating(error, isRepeatable()), clock.now + pause < deadline else { throw error }
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
