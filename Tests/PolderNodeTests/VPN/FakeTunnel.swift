import PolderCore
import PolderTransport
import Synchronization

@testable import PolderNode

/// A runtime whose VPN client has the tunnel that a test gives it, and what the server is told, in one list.
final class FakeTunnel: VPNLinking, VPNServer {
  struct State: Sendable {
    var log: [String] = []
    /// What each look finds, one after the other; the last one again and again. Nil for no client.
    var looks: [[String]?] = [[]]
    /// Whether a client runs.
    var runs = false
    var startFails = false
    var isDeaf = false
    var configurations = ["client\r\n"]
    /// Whether the client that runs was started with other settings.
    var isOther = true
    /// What looking for it ends with, once.
    var findFailure: PolderError?
    /// How often runs were led into the tunnel, and what that ends with.
    var gates = 0
    var gateFailure: PolderError?
  }

  let state = Mutex(State())
  let changes = ChangeSignal()
  private let runtime = FakeRuntime(machine: FakeMachine([:]))

  var log: [String] { state.withLock { $0.log } }

  /// Waits until something was noted.
  func until(_ line: String) async {
    while !Task.isCancelled {
      let generation = changes.generation
      if log.contains(line) { return }
      await changes.change(since: generation)
    }
  }

  private func note<Value>(_ line: String, _ work: (inout State) throws -> Value) rethrows -> Value {
    defer { changes.changed() }
    return try state.withLock { state in
      state.log.append(line)
      return try work(&state)
    }
  }

  func startVPNClient(_ settings: VPNSettings, folder: String) async throws {
    try note("start") { state in
      if state.startFails { throw PolderError(.runtimeUnknownImage, "There is no such image.") }
      state.runs = true
    }
  }

  func hasVPNClient(_ settings: VPNSettings) async throws -> Bool {
    let (failure, runs) = state.withLock { state in
      defer { state.findFailure = nil }
      return (state.findFailure, state.runs && !state.isOther)
    }
    if let failure { throw failure }
    return runs
  }

  func openGate() async throws {
    let failure = state.withLock { state in
      state.gates += 1
      return state.gateFailure
    }
    if let failure { throw failure }
  }

  func tunnelAddresses() async throws -> [String]? {
    try Task.checkCancellation()
    return state.withLock { $0.looks.count > 1 ? $0.looks.removeFirst() : $0.looks[0] }
  }

  func removeVPNClient() async throws -> Bool {
    note("remove") { state in
      defer { state.runs = false }
      return state.runs
    }
  }

  func vpnConfiguration() async throws -> String {
    try note("ask") { state in
      guard !state.configurations.isEmpty else { throw RequestRefusal(501, "This server does not support VPN") }
      return state.configurations.removeFirst()
    }
  }

  func tellVPNAddress(_ address: String?) async throws {
    try note("tell \(address ?? "none")") { state in
      if state.isDeaf { throw PolderError(.transportUnreachable, "The server is away.") }
    }
  }

  func check() async throws -> [RuntimeFinding] { try await runtime.check() }
  func knows(image: String) -> Bool { runtime.knows(image: image) }
  func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage {
    try await runtime.resolve(image, mustPull: mustPull)
  }
  func place(_ run: RunID) async throws -> RuntimePlacement { try await runtime.place(run) }
  func start(_ order: RunOrder) async throws { try await runtime.start(order) }
  func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState { try await runtime.adopt(handle) }
  func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit { try await runtime.wait(handle) }
  func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]> { runtime.output(handle) }
  func kill(_ handle: RuntimeHandle) async throws { try await runtime.kill(handle) }
  func remove(_ handle: RuntimeHandle) async -> Bool { await runtime.remove(handle) }
}
