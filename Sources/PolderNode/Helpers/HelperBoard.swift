import PolderCore
import Synchronization

/// What algorithms can reach of a node's helpers: tunnels and the filter from the beginning, a linked service as soon as it
/// was found.
public final class HelperBoard: Sendable {
  /// The name and the port of the filter, as the contract has them.
  static let filter = (host: "squid", port: 3_128)
  /// The longest path of a socket: the kernel takes 107 bytes, and `ssh` names it by a longer one at first.
  private static let longestSocket = 90

  let settings: HelperSettings
  /// The helpers' folder.
  let folder: String
  private let services = Mutex<[String: [Int]]>([:])

  /// Nothing found yet.
  /// - Parameters:
  ///   - settings: what is asked for
  ///   - dataFolder: the node's folder
  public init(_ settings: HelperSettings, dataFolder: String) {
    self.settings = settings
    folder = dataFolder + "/helpers"
  }

  /// The folder of the sockets, which algorithms may see: nothing else lies in it.
  var sockets: String { folder + "/sockets" }

  /// The socket of a port.
  /// - Parameters:
  ///   - host: the name of the helper
  ///   - port: the port, where the helper has several
  /// - Returns: the socket, which need not be there yet
  func socket(_ host: String, port: Int? = nil) -> ProxySocket {
    ProxySocket(folder: sockets, name: host + (port.map { "+\($0)" } ?? "") + ".sock")
  }

  /// The path of a helper's socket, at which a program is to listen.
  /// - Throws: `PolderError` when it is longer than a program can take
  func listener(_ host: String) throws(PolderError) -> String {
    let path = socket(host).path
    guard path.utf8.count <= Self.longestSocket else {
      throw PolderError(
        .nodeFolderUnusable, "The path is too long for a socket: \(Self.longestSocket) bytes are possible.",
        object: path, nextStep: "Give the node a `data_dir` with a shorter path.")
    }
    return path
  }

  /// What there is now.
  public var ports: [HelperPort] {
    let found = services.withLock { $0 }
    var ports: [HelperPort] = []
    func add(_ host: String, _ port: Int, _ socket: ProxySocket) {
      ports.append(HelperPort(host: host, address: address(of: host), port: port, socket: socket))
    }
    if settings.allowList != nil { add(Self.filter.host, Self.filter.port, socket(Self.filter.host)) }
    for tunnel in settings.tunnels { add(tunnel.hostname, tunnel.bind.port, socket(tunnel.hostname)) }
    for service in settings.services {
      for port in found[service.alias] ?? [] { add(service.alias, port, socket(service.alias, port: port)) }
    }
    return ports
  }

  /// Tells the ports of a linked service.
  func offer(_ ports: [Int], of alias: String) { services.withLock { $0[alias] = ports } }

  /// What there is now, with a folder for its sockets.
  func place() throws -> [HelperPort] {
    let ports = ports
    if !ports.isEmpty { try NodeFolders.makeFolder(sockets) }
    return ports
  }

  /// Every name has an address of its own, so that two may have the same port.
  private func address(of host: String) -> String {
    let names = [Self.filter.host] + settings.tunnels.map(\.hostname) + settings.services.map(\.alias)
    let number = names.firstIndex(of: host) ?? names.count
    return "127.0.\(1 + number / 250).\(1 + number % 250)"
  }
}
