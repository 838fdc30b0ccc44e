import Logging
import PolderCore
import Synchronization

/// Keeps the node in the VPN: carries out what ``VPNMachine`` decides.
final class NodeVPN: Sendable {
  /// What it is called in logs.
  static let name = "vpn"
  /// How long an attempt may take until the node is in the VPN: the image may have to be fetched, and each of two
  /// configurations has its minute.
  static let patience = Duration.seconds(1_200)

  private let settings: VPNSettings
  private let file: VPNFile
  private let runtime: any VPNLinking
  private let server: any VPNServer
  private let logger: Logger
  private let now: @Sendable () -> Duration
  private let pause: @Sendable (Duration) async throws -> Void
  /// Whether the server may have an address of this node.
  private let isKnown = Mutex(false)
  /// What keeps runs out of the VPN, as it was told last.
  private let gateTrouble = Mutex(String?.none)

  /// A node that is in no VPN yet.
  /// - Parameters:
  ///   - settings: the VPN
  ///   - dataFolder: the node's own folder, where the configuration lies unless the settings name another
  ///   - runtime: has the VPN client
  ///   - server: gives the configuration, and is told the address
  ///   - logger: where failures are told
  ///   - now: the time on a clock that never goes back
  ///   - pause: lets time pass
  init(
    _ settings: VPNSettings, dataFolder: String, runtime: any VPNLinking, server: any VPNServer, logger: Logger,
    now: @escaping @Sendable () -> Duration = { [start = ContinuousClock.now] in ContinuousClock.now - start },
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.settings = settings
    file = VPNFile(folder: settings.folder ?? dataFolder + "/vpn")
    self.runtime = runtime
    self.server = server
    self.logger = logger
    self.now = now
    self.pause = pause
  }

  /// One attempt: joins, stays as long as there is a tunnel, and leaves nothing.
  /// - Parameter ready: is told when the node is in the VPN
  /// - Returns: why it is not any more
  func run(ready: @escaping @Sendable () -> Void) async -> String {
    var machine = VPNMachine(settings)
    var actions: [VPNMachine.Action]
    do {
      actions = machine.handle(try await beginning(), at: now())
    } catch {
      return "it can not be seen whether a VPN client runs: \(Self.words(error))"
    }
    while !actions.isEmpty {
      var next: [VPNMachine.Action] = []
      for action in actions where !Task.isCancelled {
        if case .serve = action { ready() }
        if case .end(let reason) = action { return reason }
        if let event = await carryOut(action) { next += machine.handle(event, at: now()) }
      }
      actions = Task.isCancelled ? [] : next
    }
    // What is done now is done although the task is cancelled.
    await Task {
      await stop()
      if isKnown.withLock({ $0 }) { _ = await tell(nil) }
    }.value
    return "it was ended"
  }

  /// Leaves a client alone that runs, also that of an earlier process of the node; of any other nothing stays.
  private func beginning() async throws -> VPNMachine.Event {
    if try await runtime.hasVPNClient(settings) {
      isKnown.withLock { $0 = true }
      return .found
    }
    await forget()
    return .begin(hasConfiguration: file.isUsable)
  }

  /// Takes back what an earlier process of the node told the server, or an attempt at whose end the server was away.
  private func forget() async {
    if await stop() { isKnown.withLock { $0 = true } }
    if isKnown.withLock({ $0 }) { _ = await tell(nil) }
  }

  /// Does one thing, and tells what came of it.
  private func carryOut(_ action: VPNMachine.Action) async -> VPNMachine.Event? {
    switch action {
    case .configure:
      do {
        try file.replace(with: try await server.vpnConfiguration())
        return .configured
      } catch { return .notConfigured("there is no configuration: \(Self.words(error))") }
    case .start:
      do {
        try await runtime.startVPNClient(settings, folder: file.folder)
        return .started
      } catch { return .notStarted("the VPN client can not be started: \(Self.words(error))") }
    case .stop:
      await stop()
      return nil
    case .look(let duration): return await look(after: duration)
    case .tell(let address): return .told(await tell(address))
    case .serve, .end: return nil
    }
  }

  private func look(after duration: Duration) async -> VPNMachine.Event? {
    do {
      if duration > .zero { try await pause(duration) }
      guard let addresses = try await runtime.tunnelAddresses() else { return .clientGone }
      if !addresses.isEmpty { await openGate() }
      return .looked(addresses)
    } catch is CancellationError {
      return nil
    } catch {
      logger.debug("the tunnel can not be seen", metadata: ["cause": "\(Self.words(error))"])
      return .unseen
    }
  }

  /// Tells once what keeps runs out of the VPN: it is tried again at each look.
  private func openGate() async {
    let trouble: String?
    do {
      try await runtime.openGate()
      trouble = nil
    } catch is CancellationError {
      return
    } catch { trouble = Self.words(error) }
    let isNews = gateTrouble.withLock { known in
      defer { known = trouble }
      return known != trouble
    }
    guard isNews, let trouble else { return }
    logger.warning("runs can not be connected with the VPN yet", metadata: ["cause": "\(trouble)"])
  }

  private func tell(_ address: String?) async -> Bool {
    if address != nil { isKnown.withLock { $0 = true } }
    do {
      try await server.tellVPNAddress(address)
      if address == nil { isKnown.withLock { $0 = false } }
      return true
    } catch {
      logger.warning(
        "the server could not be told the node's address in the VPN", metadata: ["cause": "\(Self.words(error))"])
      return false
    }
  }

  /// Removes the client, and tells whether there was one.
  @discardableResult
  private func stop() async -> Bool {
    do { return try await runtime.removeVPNClient() } catch {
      // The next attempt removes it first, and so does the next node.
      logger.warning("the VPN client could not be removed", metadata: ["cause": "\(Self.words(error))"])
      return false
    }
  }

  /// Takes away what an earlier process of a node left that asks for no VPN any more, its address at the server too.
  static func clear(_ runtime: any VPNLinking, _ server: any VPNServer, logger: Logger) async {
    do {
      guard try await runtime.tunnelAddresses() != nil else { return }
      // First: the client is the sign that there is something to take back.
      try await server.tellVPNAddress(nil)
      try await runtime.removeVPNClient()
    } catch {
      logger.warning("what is left of the VPN could not be taken away", metadata: ["cause": "\(words(error))"])
    }
  }

  private static func words(_ error: any Error) -> String {
    (error as? RequestRefusal)?.message ?? ContainerRuntime.words(error)
  }
}
