import PolderCore
import Synchronization

/// How often one address may try passwords and the like: failures use up a store that fills again with time, and what
/// succeeds gives back what it took, so that a whole hospital behind one address can log in.
public final class AttemptLimit: Sendable {
  /// Too many attempts.
  struct Refusal: Error {
    /// The answer.
    let refusal = RequestRefusal(
      429, "Too many attempts from this address; try again later.", code: "too-many-attempts")
    /// When the next one is let through.
    let seconds: Int
  }

  /// An attempt that was let through.
  struct Attempt: Sendable {
    let owner: String
    let isGivenBack: Bool
  }

  private struct Store {
    var left: Double
    var moment: Timestamp
  }

  private struct State {
    var stores: [String: Store] = [:]
    var refused: UInt64 = 0
  }

  private static let addressLimit = 100_000

  private let perMinute: Double
  private let operations: [String: Bool]
  private let state = Mutex(State())

  /// A limit.
  /// - Parameters:
  ///   - perMinute: how many attempts an address has at once, and how many of them come back in a minute
  ///   - operations: the names of the operations that are counted, and whether a success is given back
  public init(perMinute: Int, operations: [String: Bool]) {
    self.perMinute = Double(perMinute)
    self.operations = operations
  }

  /// How many attempts were refused so far.
  public var refused: UInt64 { state.withLock { $0.refused } }

  /// Lets an attempt through, or refuses it; nil for operations that are not counted.
  func begin(_ operation: String, from address: String?, now: Timestamp) throws(Refusal) -> Attempt? {
    guard let isGivenBack = operations[operation], let address else { return nil }
    let owner = NetworkAddress(plain: address)?.key ?? address
    let wait = state.withLock { state -> Double? in
      if state.stores.count >= Self.addressLimit { forget(&state, now) }
      var store = state.stores[owner] ?? Store(left: perMinute, moment: now)
      store.left = min(perMinute, store.left + perMinute * seconds(from: store.moment, to: now) / 60)
      store.moment = max(store.moment, now)
      defer { state.stores[owner] = store }
      guard store.left >= 1 else {
        state.refused += 1
        return (1 - store.left) * 60 / perMinute
      }
      store.left -= 1
      return nil
    }
    if let wait { throw Refusal(seconds: max(1, Int((wait - 1e-6).rounded(.up)))) }
    return Attempt(owner: owner, isGivenBack: isGivenBack)
  }

  /// An attempt was none at guessing.
  func succeeded(_ attempt: Attempt) {
    guard attempt.isGivenBack else { return }
    state.withLock { state in
      guard let left = state.stores[attempt.owner]?.left else { return }
      state.stores[attempt.owner]?.left = min(perMinute, left + 1)
    }
  }

  /// Forgets whose store has filled again; where that is nobody, everybody, which is bounded and lets nobody out for long.
  private func forget(_ state: inout State, _ now: Timestamp) {
    state.stores = state.stores.filter { seconds(from: $0.value.moment, to: now) < 60 }
    if state.stores.count >= Self.addressLimit { state.stores = [:] }
  }

  private func seconds(from: Timestamp, to: Timestamp) -> Double {
    max(0, Double(to.microseconds - from.microseconds) / 1_000_000)
  }
}
