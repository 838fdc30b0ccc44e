import PolderCore
import PolderHTTP
import Synchronization

/// Counts failures by address within a time, so that failing is no way to keep the server busy.
final class FailureWindow: Sendable {
  private struct State {
    var start = Timestamp(seconds: 0)
    var total = 0
    var byAddress: [String: Int] = [:]
  }

  private let span: Duration
  private let addressLimit: Int
  private let totalLimit: Int
  private let state = Mutex(State())

  init(span: Duration = .seconds(60), addressLimit: Int = 20, totalLimit: Int = 200) {
    self.span = span
    self.addressLimit = addressLimit
    self.totalLimit = totalLimit
  }

  /// Whether an address may try again.
  func allows(_ address: String, now: Timestamp) -> Bool {
    let owner = Self.owner(of: address)
    return state.withLock { state in
      renew(&state, now)
      return state.total < totalLimit && state.byAddress[owner, default: 0] < addressLimit
    }
  }

  func count(_ address: String, now: Timestamp) {
    let owner = Self.owner(of: address)
    state.withLock { state in
      renew(&state, now)
      state.total += 1
      state.byAddress[owner, default: 0] += 1
    }
  }

  /// One network of IPv6 counts as one address, as for all attempts.
  private static func owner(of address: String) -> String { NetworkAddress(plain: address)?.key ?? address }

  /// A request that began before the window did does not begin a new one; a clock that was set back far does.
  private func renew(_ state: inout State, _ now: Timestamp) {
    if now < state.start + span, now >= state.start - span { return }
    state = State(start: now)
  }
}
