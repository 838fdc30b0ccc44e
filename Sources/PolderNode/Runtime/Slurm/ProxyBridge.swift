import Glibc
import NIOCore
import NIOPosix
import PolderCore

/// Lets jobs on other machines reach the proxies of their runs: a Unix socket can not be shared over a network.
///
/// Every connection has to tell the secret of a run first, which stands in that run's folder, and ends at that run's proxy.
actor ProxyBridge {
  /// The supervisor's side of it, for the run's spec.
  static let secretFile = "bridge"
  private static let connections = 4_096

  nonisolated let address: BridgeAddress
  private let doors: BridgeDoors
  private var secrets: [RuntimeHandle: String] = [:]
  /// Whether the last attempt to listen met somebody else, who may be a node of the same configuration.
  private(set) var isPortTaken = false
  private var listening: Task<BridgeListener, any Error>?

  /// A bridge that does not listen yet; whoever is let in reaches helpers by the names of their sockets.
  init(_ address: BridgeAddress, helpers: HelperBoard? = nil) {
    self.address = address
    doors = BridgeDoors { name in helpers?.ports.first { $0.socket.name == name }?.socket }
  }

  /// Listens, if it does not yet.
  func listen() async throws {
    if let listening {
      _ = try await listening.value
      return
    }
    let task = Task { [address, doors] in
      try await BridgeListener(address, doors: doors, connections: Self.connections)
    }
    listening = task
    do {
      _ = try await task.value
    } catch {
      listening = nil
      isPortTaken = (error as? IOError)?.errnoCode == EADDRINUSE
      throw PolderError(
        .runtimeStartFailed, "The bridge for jobs on other machines can not listen: \(Self.words(error))",
        object: "\(address)",
        nextStep: "Set `runtime: slurm: bridge:` to a free port of an address that this machine has.")
    }
  }

  private static func words(_ error: any Error) -> String {
    guard let number = (error as? IOError)?.errnoCode else { return "\(error)" }
    return number == EADDRINUSE ? "the port is taken" : "error \(number) of the system"
  }

  /// How many connections of jobs were let in so far.
  nonisolated var entries: Int { doors.entries }

  /// Lets a run in.
  func open(_ handle: RuntimeHandle, secret: String, to socket: ProxySocket) async throws {
    try await listen()
    if let older = secrets.updateValue(secret, forKey: handle), older != secret { doors.close(older) }
    doors.open(secret, to: socket)
  }

  /// Lets a run in no more.
  func close(_ handle: RuntimeHandle) {
    if let secret = secrets.removeValue(forKey: handle) { doors.close(secret) }
  }
}
