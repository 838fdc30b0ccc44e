import Foundation

/// A gate in a network of its own, beside a stand-in for the others in the VPN: a relay whose forwards bring connections from
/// a Unix socket to a port of the tunnel, and from an address to a Unix socket, where the test is.
final class Gate: Sendable {
  static let tunnel: [UInt8] = [10, 76, 0, 5]
  /// Where another listens.
  static let peer: UInt16 = 7000
  /// The tunnel's interface.
  static let interface = "lo:1"
  /// An address of the subnet to which the way does not lead through the tunnel; somebody listens at the same port of it.
  static let stranger: [UInt8] = [10, 76, 0, 6]

  let folder: RunFolder
  let helper: Helper

  /// Another connects to `port` of the tunnel.
  init(port: UInt16 = 50_001, options: [String] = [], hasStranger: Bool = false) async throws {
    let folder = try RunFolder()
    self.folder = folder
    for name in ["ports", "runs/run-1", "runs/run-2"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    let tunnel = Self.tunnel.map(String.init).joined(separator: ".")
    let stranger = Self.stranger.map(String.init).joined(separator: ".")
    // Not of the tunnel's own network, or the way to it would begin at the tunnel's address.
    let further = hasStranger ? OwnNetwork.addressing("lo:2", "\(stranger)/255.255.255.255") : []
    let forward = hasStranger ? ["--forward", "\(stranger):\(Self.peer)", "--to", "\(folder.path)/stranger"] : []
    helper = try Helper(
      OwnNetwork.arguments + OwnNetwork.addressing(Self.interface, tunnel) + further + [
        ShimProgram.path, "relay", "--forward", "\(folder.path)/out", "--to", "\(tunnel):\(port)", "--forward",
        "\(tunnel):\(Self.peer)", "--to", "\(folder.path)/peer",
      ] + forward + [
        "--", ShimProgram.path, "gate", "--folder", folder.path, "--subnet", OwnNetwork.subnet, "--ready",
        "\(folder.path)/ready",
      ] + options, errors: "\(folder.path)/errors")
    try await helper.wait(for: "\(folder.path)/ready")
  }

  /// A connection of a relay that wants to go somewhere.
  func enter(_ address: [UInt8], port: UInt16) throws -> Socket {
    let socket = try Socket.connected(path: "\(folder.path)/gate/socket")
    try socket.send(address + [UInt8(port >> 8), UInt8(port & 0xFF)])
    return socket
  }

  /// A connection of another in the VPN.
  func connect() throws -> Socket { try Socket.connected(path: "\(folder.path)/out") }

  /// Writes a file of the folder `ports`, whole or not at all.
  func open(_ name: String, _ text: String) throws {
    try folder.write("ports/.new", text)
    guard rename("\(folder.path)/ports/.new", "\(folder.path)/ports/\(name)") == 0 else {
      throw Socket.Broken(what: "rename", number: errno)
    }
  }

  func close(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(folder.path)/ports/\(name)") }

  /// Waits until a port is open, or is not.
  func wait(for port: UInt16, isOpen: Bool = true) async throws {
    try await helper.wait { OwnNetwork.ports(of: helper.number).contains(port) == isOpen }
  }
}
