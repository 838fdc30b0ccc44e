import Synchronization

/// So many places, for which tests wait without keeping a thread. Who has one may come in again.
final class TestSlots: Sendable {
  private struct State {
    var free: Int
    var held: [String: Int] = [:]
    var waiting: [(holder: String, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(free: count)) }

  func take(for holder: String) async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if let count = state.held[holder] {
          state.held[holder] = count + 1
          return true
        }
        if state.free > 0 {
          state.free -= 1
          state.held[holder] = 1
          return true
        }
        state.waiting.append((holder, continuation))
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  func giveBack(by holder: String) {
    let admitted = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      let count = (state.held[holder] ?? 0) - 1
      state.held[holder] = count > 0 ? count : nil
      guard count == 0 else { return [] }
      guard let next = state.waiting.first?.holder else {
        state.free += 1
        return []
      }
      // All that one test waits for comes with its place.
      let all = state.waiting.filter { $0.holder == next }
      state.waiting.removeAll { $0.holder == next }
      state.held[next] = all.count
      return all.map(\.continuation)
    }
    for continuation in admitted { continuation.resume() }
  }
}
