import PolderCore
import PolderTransport
import Synchronization

/// Stands in for the server: answers calls as a test says, and remembers them.
final class FakeUpstream: HTTPCaller {
  private let received = Mutex<[HTTPCall]>([])
  private let answer: @Sendable (HTTPCall, Int) async throws -> HTTPAnswer

  /// Answers each call, told how many there were before it.
  init(_ answer: @escaping @Sendable (HTTPCall, Int) async throws -> HTTPAnswer) { self.answer = answer }

  /// Answers every call with the same JSON.
  convenience init(_ status: Int = 200, _ json: JSONValue = ["ok": true]) {
    self.init { _, _ in HTTPAnswer(status: status, headers: [("Content-Type", "application/json")], body: json.bytes) }
  }

  var calls: [HTTPCall] { received.withLock { $0 } }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    let count = received.withLock { calls in
      calls.append(call)
      return calls.count - 1
    }
    return try await answer(call, count)
  }
}

extension FakeUpstream {
  /// Waits until nobody waits for the answer any more.
  static func never() async throws -> HTTPAnswer {
    let (events, event) = AsyncStream.makeStream(of: Void.self)
    for await _ in events {}
    withExtendedLifetime(event) {}
    throw CancellationError()
  }
}
