/// The ports of the tunnel's address that are open at this moment. Belongs to one thread.
struct OpenPorts {
  private struct Listener {
    let rule: PortRule
    let loop: AcceptLoop
  }

  private let runs: String
  private let ports: PortFolder
  private let subnet: Subnet
  private let connections: Int
  private var tunnel: IPv4Address?
  private var listeners: [UInt16: Listener] = [:]
  /// What was said already, by what it is about.
  private var said: [String: String] = [:]

  init(folder: String, subnet: Subnet, connections: Int) {
    runs = folder + "/runs"
    ports = PortFolder(path: folder + "/ports")
    self.subnet = subnet
    self.connections = connections
  }

  /// Looks what is to be open, and at which address, and opens and closes ports for that.
  mutating func look() {
    let found = ports.read()
    let address = address()
    for (port, listener) in listeners where address != tunnel || found.rules[port] != listener.rule {
      listener.loop.stop()
      listeners[port] = nil
    }
    tunnel = address
    var problems = found.problems
    for (port, rule) in found.rules where listeners[port] == nil {
      guard let tunnel else { break }
      do throws(Failure) {
        listeners[port] = try open(port, of: tunnel, rule)
      } catch {
        problems["\(ports.path)/\(port)"] = error.text
      }
    }
    for (file, problem) in problems where said[file] != problem { Console.complain("\(file): \(problem)") }
    said = problems
  }

  private func open(_ port: UInt16, of tunnel: IPv4Address, _ rule: PortRule) throws(Failure) -> Listener {
    let path = "\(runs)/\(rule.name)/socket"
    guard let relay = Endpoint(path) else {
      throw Failure(.relay, "a socket's path has at most \(Endpoint.longestPath) bytes")
    }
    let arrival = Arrival(relay: relay, port: rule.port)
    let loop = AcceptLoop(try Endpoint.address(tunnel, port).listen(), connections: connections) { arrival.serve($0) }
    try loop.start()
    return Listener(rule: rule, loop: loop)
  }

  /// The machine's address in the subnet: the same as long as it is there; nil without one.
  private func address() -> IPv4Address? {
    // Without memory for the list nothing is known to have changed.
    guard let all = IPv4Address.own() else { return tunnel }
    let addresses = all.filter { subnet.contains($0) }
    return tunnel.flatMap { addresses.contains($0) ? $0 : nil } ?? addresses.first
  }
}
