import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A stand-in of an engine: answers by method and path, without the version.
final class FakeEngine: HTTPStreamer {
  struct State: Sendable {
    var answers: [String: [HTTPAnswer]] = [:]
    var calls: [String] = []
    var headers: [String: [(name: String, value: String)]] = [:]
    var queries: [String: [(name: String, value: String)]] = [:]
    /// Calls that are not answered.
    var held: Set<String> = []
    /// Those of them that were given up.
    var givenUp: [String] = []
    /// What else a call leads to.
    var effects: [String: @Sendable (inout State) -> Void] = [:]
  }

  let state = Mutex(State())
  /// Something was asked, or given up.
  let changes = ChangeSignal()
  let isPodman: Bool

  init(isPodman: Bool = false) { self.isPodman = isPodman }

  /// Answers to those who make its acquaintance.
  func greet(as identity: String) {
    let ping = HTTPAnswer(status: 200, headers: [("Api-Version", "1.41")])
    state.withLock { $0.answers["GET /_ping", default: []].append(ping) }
    on("GET /info", 200, #"{"ID": "\#(identity)", "Name": "vm"}"#)
  }

  /// Gives these answers from now on.
  func turn(_ call: String, _ status: Int, _ body: String = "") {
    state.withLock { $0.answers[call] = [HTTPAnswer(status: status, body: Array(body.utf8))] }
  }

  /// Waits until something holds.
  func until(_ condition: @Sendable (State) -> Bool) async {
    while !Task.isCancelled {
      let generation = changes.generation
      if state.withLock({ condition($0) }) { return }
      await changes.change(since: generation)
    }
  }

  /// Gives an answer; the last one for a call is given again and again.
  func on(_ call: String, _ status: Int, _ body: String = "") {
    state.withLock { $0.answers[call, default: []].append(HTTPAnswer(status: status, body: Array(body.utf8))) }
  }

  func calls(_ name: String) -> Int { state.withLock { $0.calls.count { $0 == name } } }

  func client() throws -> EngineClient {
    EngineClient(
      channel: self, greeting: EngineGreeting(isPodman: isPodman, version: EngineVersion(major: 1, minor: 41)))
  }

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    let path = call.path.hasPrefix("/v1.41") ? String(call.path.dropFirst("/v1.41".count)) : call.path
    let name = "\(call.method.rawValue) \(path)"
    let (answer, isHeld) = state.withLock { state in
      state.calls.append(name)
      state.headers[name] = call.headers
      state.queries[name] = call.query
      state.effects[name]?(&state)
      return (Self.next(name, &state), state.held.contains(name))
    }
    changes.changed()
    guard isHeld else { return answer }
    for await _ in AsyncStream<Void>.makeStream().stream {}
    state.withLock { $0.givenUp.append(name) }
    changes.changed()
    throw CancellationError()
  }

  private static func next(_ name: String, _ state: inout State) -> HTTPAnswer {
    guard var answers = state.answers[name], let first = answers.first else {
      return HTTPAnswer(status: 404, body: Array(#"{"message": "no such thing"}"#.utf8))
    }
    if answers.count > 1 {
      answers.removeFirst()
      state.answers[name] = answers
    }
    return first
  }

  func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8] { try await send(call) }

  func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value {
    let answer = try await send(call)
    return try await read(HTTPAnswerHead(status: answer.status), HTTPAnswerBody([answer.body]))
  }
}
