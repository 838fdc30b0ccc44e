/// A port beside the node's proxy that algorithms reach by a name.
public struct HelperPort: Sendable, Hashable {
  /// The name.
  public let host: String
  /// The address that the name has for an algorithm: on the loopback of a network that is its own.
  public let address: String
  /// The port.
  public let port: Int
  /// Where it leads, on the node's machine.
  public let socket: ProxySocket

  /// A port.
  public init(host: String, address: String, port: Int, socket: ProxySocket) {
    self.host = host
    self.address = address
    self.port = port
    self.socket = socket
  }

  /// The same with its socket in another folder.
  func moved(to folder: String) -> HelperPort {
    HelperPort(host: host, address: address, port: port, socket: ProxySocket(folder: folder, name: socket.name))
  }
}

extension [HelperPort] {
  /// The folder of all their sockets; nil without any.
  var folder: String? { first?.socket.folder }

  /// The names with their addresses, each once.
  var names: [(name: String, address: String)] {
    reduce(into: []) { names, port in
      if !names.contains(where: { $0.name == port.host }) { names.append((port.host, port.address)) }
    }
  }

  /// The file by which programs find the addresses of names.
  var hostsText: String {
    ([("localhost", "127.0.0.1")] + names).map { "\($0.1) \($0.0)\n" }.joined()
  }

  /// The arguments by which a relay leads to them, given where it sees the folder of their sockets.
  func relayArguments(in folder: String) -> [String] {
    flatMap { ["--forward", "\($0.address):\($0.port)", "--to", "\(folder)/\($0.socket.name)"] }
  }

  /// What a probe has to reach.
  var targets: [String] { map { "tcp=\($0.address):\($0.port)" } }

  /// How many connections a relay carries to each at the same time.
  static var connections: Int { 32 }

  /// The threads of a relay for all of them.
  var relayThreads: Int { count * (Self.connections + 1) }
}
