/// The life of one attempt to be in the VPN, without I/O: a configuration, a client, its tunnel, and the server that knows
/// the node's address.
struct VPNMachine: Sendable, Hashable {
  enum State: Sendable, Hashable {
    case idle
    /// The server is asked for a configuration.
    case asking
    /// The client is made and started.
    case starting
    /// The client runs; its tunnel is looked for since a point of the clock.
    case joining(since: Duration)
    /// The tunnel is there, with an address.
    case joined(String)
    /// The tunnel was there, and may come back: the client is started anew by its engine.
    case lost(since: Duration)
    case ended
  }

  enum Event: Sendable, Hashable {
    /// The node wants to be in the VPN, with the configuration of an earlier time or without.
    case begin(hasConfiguration: Bool)
    /// The client of an earlier process of the node runs: runs may be talking through it.
    case found
    case configured
    case notConfigured(String)
    case started
    case notStarted(String)
    /// The addresses of the tunnel; none while there is no tunnel.
    case looked([String])
    /// It can not be told at the moment whether there is a tunnel.
    case unseen
    /// The client is not there any more.
    case clientGone
    /// Whether the server took what it was told.
    case told(Bool)
  }

  enum Action: Sendable, Hashable {
    /// Ask the server for a configuration, and keep it.
    case configure
    /// Start the client.
    case start
    /// Remove the client.
    case stop
    /// Look for the tunnel after a pause.
    case look(after: Duration)
    /// Tell the server the node's address; nil for none.
    case tell(String?)
    /// Say that the node is in the VPN.
    case serve
    /// The attempt is over, and why.
    case end(String)
  }

  /// How long a tunnel may take.
  static let patience = Duration.seconds(60)
  /// Between two looks while it is waited for, and once it is there.
  static let (pace, watch) = (Duration.seconds(1), Duration.seconds(10))

  let settings: VPNSettings
  private(set) var state = State.idle
  /// Whether the server gave the configuration in this attempt.
  private var isFresh = false
  /// Whether the server knows what it should: the address, or that there is none.
  private var isTold = true

  init(_ settings: VPNSettings) { self.settings = settings }

  /// Takes an event; one that does not fit the state changes nothing.
  /// - Parameters:
  ///   - event: what happened
  ///   - now: the time on a clock that never goes back
  /// - Returns: what to do, in order
  mutating func handle(_ event: Event, at now: Duration) -> [Action] {
    switch (state, event) {
    case (.idle, .begin(true)), (.asking, .configured):
      state = .starting
      return [.start]
    case (.idle, .begin(false)): return configure()
    case (.asking, .notConfigured(let reason)): return end(reason)
    case (.starting, .started), (.idle, .found):
      state = .joining(since: now)
      return [.look(after: .zero)]
    case (.starting, .notStarted(let reason)): return end(reason)
    case (.joined, .unseen): return [.look(after: Self.watch)]
    case (.joining, .unseen), (.lost, .unseen): return handle(.looked([]), at: now)
    case (.joining(let since), .looked(let addresses)): return joining(addresses, since, now)
    case (.joined, .looked(let addresses)), (.lost, .looked(let addresses)): return watching(addresses, now)
    case (.joining, .clientGone): return fail("the VPN client has ended")
    case (.joined, .clientGone), (.lost, .clientGone): return leave("the VPN client has ended")
    case (.joined, .told(let isTold)):
      self.isTold = isTold
      return [.look(after: Self.watch)]
    case (.lost, .told(let isTold)):
      self.isTold = isTold
      return [.look(after: Self.pace)]
    default: return []
    }
  }

  private mutating func joining(_ addresses: [String], _ since: Duration, _ now: Duration) -> [Action] {
    if let address = addresses.first(where: settings.contains) {
      state = .joined(address)
      return [.serve, .tell(address)]
    }
    if let other = addresses.first { return fail("the tunnel's address \(other) is not in `vpn_subnet`") }
    guard now - since < Self.patience else { return fail("there was no tunnel within \(Self.patience)") }
    return [.look(after: Self.pace)]
  }

  private mutating func watching(_ addresses: [String], _ now: Duration) -> [Action] {
    let address = addresses.first(where: settings.contains)
    switch (state, address) {
    case (.joined(let known), let address?) where address == known:
      return isTold ? [.look(after: Self.watch)] : [.tell(address)]
    case (_, let address?):
      state = .joined(address)
      return [.tell(address)]
    case (_, nil) where !addresses.isEmpty: return leave("the tunnel's address is not in `vpn_subnet` any more")
    case (.lost(let since), nil):
      guard now - since < Self.patience else { return leave("the tunnel is gone") }
      return isTold ? [.look(after: Self.pace)] : [.tell(nil)]
    default:
      state = .lost(since: now)
      return [.tell(nil)]
    }
  }

  /// A configuration of an earlier time may have run out: the server is asked for another, once.
  private mutating func fail(_ reason: String) -> [Action] { isFresh ? end(reason) : [.stop] + configure() }

  private mutating func configure() -> [Action] {
    state = .asking
    isFresh = true
    return [.configure]
  }

  private mutating func leave(_ reason: String) -> [Action] {
    let wasKnown = if case .joined = state { true } else { !isTold }
    return (wasKnown ? [.tell(nil)] : []) + end(reason)
  }

  private mutating func end(_ reason: String) -> [Action] {
    state = .ended
    return [.stop, .end(reason)]
  }
}
