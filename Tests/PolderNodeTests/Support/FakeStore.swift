import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A stand-in of algorithm stores: what they answer, and what they were asked.
final class FakeStore: HTTPCaller {
  struct State: Sendable {
    /// The answers, taken one after the other; the last one stays.
    var answers: [HTTPAnswer] = [StandInServer.answer(200, ["data": [["image": "echo"]]])]
    var calls: [HTTPCall] = []
    var bases: [String] = []
  }

  let state = Mutex(State())

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    state.withLock { state in
      state.calls.append(call)
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
  }
}
