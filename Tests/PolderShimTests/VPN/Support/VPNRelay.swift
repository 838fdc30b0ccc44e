import Foundation

/// A relay with a way into the VPN, in a network of its own that it shares with a stand-in for the algorithm.
///
/// The stand-in is a relay as well, whose forwards bring connections from Unix sockets to addresses, and from ports to Unix
/// sockets, where the test is.
final class VPNRelay: Sendable {
  /// The port at which the algorithm listens.
  static let port: UInt16 = 5000

  let folder: RunFolder
  let helper: Helper
  let gate: String
  let door: String

  /// The algorithm connects to `target`, and starts only when it is told to if it is late. The sockets of the gate and of the
  /// relay lie in the folder unless they are given.
  init(
    to target: String = "10.76.3.4:50123", gate: String? = nil, door: String? = nil, options: [String] = [],
    isLate: Bool = false
  ) async throws {
    let folder = try RunFolder()
    self.folder = folder
    self.gate = gate ?? "\(folder.path)/gate"
    self.door = door ?? "\(folder.path)/door"
    let algorithm = [
      ShimProgram.path, "relay", "--forward", "\(folder.path)/out", "--to", target, "--forward",
      "127.0.0.1:\(Self.port)", "--to", "\(folder.path)/in", "--ready", "\(folder.path)/algorithm",
    ]
    helper = try Helper(
      Self.arguments(gate: self.gate, door: self.door) + options + ["--ready", "\(folder.path)/relay", "--"]
        + (isLate ? ["sh", "-c", "read go; exec \"$0\" \"$@\""] : []) + algorithm, errors: "\(folder.path)/errors")
    try await helper.wait(for: "\(folder.path)/relay")
    if !isLate { try await helper.wait(for: "\(folder.path)/algorithm") }
  }

  /// The command of a relay in a network of its own.
  static func arguments(gate: String, door: String) -> [String] {
    OwnNetwork.arguments + [
      ShimProgram.path, "relay", "--vpn", OwnNetwork.subnet, "--gate", gate, "--door", door,
    ]
  }

  /// The algorithm's side of a connection that it makes.
  func connect() throws -> Socket { try Socket.connected(path: "\(folder.path)/out") }

  /// Where the algorithm's side of connections to it appears.
  func listen() throws -> Socket { try Socket.listening(path: "\(folder.path)/in") }

  /// A connection of the gate that wants a port.
  func enter(port: UInt16) throws -> Socket {
    let socket = try Socket.connected(path: door)
    try socket.send([UInt8(port >> 8), UInt8(port & 0xFF)])
    return socket
  }
}
