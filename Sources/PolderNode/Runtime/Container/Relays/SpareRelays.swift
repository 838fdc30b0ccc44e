import PolderCore

/// Which relays stand ready, and which runs have one that has not been written down yet.
actor SpareRelays {
  /// A relay that listens, by the number of its container.
  struct Ready: Sendable, Hashable {
    let relay: SpareRelay
    let container: String
    /// What it leads to beside the proxy.
    let helpers: [HelperPort]
  }

  private let count: Int
  private var ready: [Ready] = []
  private var lent: [RunID: Ready] = [:]
  private let asked: AsyncStream<Void>.Continuation
  /// Tells that there may be fewer than there should be; told at the beginning as well.
  nonisolated let wanted: AsyncStream<Void>

  /// - Parameter count: how many stand ready
  init(count: Int) {
    self.count = count
    (wanted, asked) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    asked.yield()
  }

  /// Lets what is missing be made.
  nonisolated func refill() { asked.yield() }

  var isShort: Bool { ready.count < count }

  func add(_ relay: Ready) { ready.append(relay) }

  /// The one that has waited longest; nil when none is ready.
  func take() -> Ready? { ready.isEmpty ? nil : ready.removeFirst() }

  func lend(_ relay: Ready, to run: RunID) { lent[run] = relay }

  /// What a run was lent and has not written down yet.
  func lent(to run: RunID) -> Ready? { lent[run] }

  /// The run has written it down, or will not take it.
  func settle(_ run: RunID) { lent[run] = nil }

  /// Those that no run has; none is ready any more.
  func drain() -> [Ready] {
    defer { ready = [] }
    return ready
  }
}
