/// The ports of the tunnel's address that are open at this moment. Belongs to one thread.
struct OpenPorts {
  private struct Listener {
    let rule: PortRule
    let loop: AcceptLoop
  }

  private let runs: String
  private let ports: PortFolder
  private let tunnel: Tunnel
  private var places: ArrivalPlaces
  private var address: IPv4Address?
  private var rules: [UInt16: PortRule] = [:]
  private var listeners: [UInt16: Listener] = [:]
  /// What was said already, by what it is about.
  private var said: [String: String] = [:]

  init(folder: String, tunnel: Tunnel, places: ArrivalPlaces) {
    runs = folder + "/runs"
    ports = PortFolder(path: folder + "/ports")
    self.tunnel = tunnel
    self.places = places
  }

  /// Looks what is to be open, and at which address, and opens and closes ports for that.
  mutating func look() {
    let found: PortFolder.Found
    do throws(Failure) {
      found = try ports.read(after: rules)
    } catch {
      // Nothing is known to have changed.
      tell(said.merging([ports.path: error.text]) { $1 })
      return
    }
    rules = found.rules
    let now = currentAddress()
    for (port, listener) in listeners where now != address || rules[port] != listener.rule {
      listener.loop.stop()
      listeners[port] = nil
    }
    address = now
    var problems = found.problems
    for (port, rule) in rules where listeners[port] == nil {
      guard let address else { break }
      do throws(Failure) {
        listeners[port] = try open(port, of: address, rule)
      } catch {
        problems["\(ports.path)/\(port)"] = error.text
      }
    }
    tell(problems)
  }

  private mutating func tell(_ problems: [String: String]) {
    for (file, problem) in problems where said[file] != problem { Console.complain("\(file): \(problem)") }
    said = problems
  }

  private mutating func open(
    _ port: UInt16, of address: IPv4Address, _ rule: PortRule
  ) throws(Failure) -> Listener {
    let path = "\(runs)/\(rule.name)/socket"
    guard let relay = Endpoint(path) else {
      throw Failure(.relay, "a socket's path has at most \(Endpoint.longestPath) bytes")
    }
    let arrival = Arrival(relay: relay, port: rule.port)
    let loop = AcceptLoop(try Endpoint.address(address, port).listen(), slots: places.slots(of: rule.name)) {
      arrival.serve($0)
    }
    try loop.start()
    return Listener(rule: rule, loop: loop)
  }

  /// The tunnel's address: the same as long as it is there; nil without one.
  private func currentAddress() -> IPv4Address? {
    // Without memory for the list nothing is known to have changed.
    guard let addresses = tunnel.addresses() else { return address }
    return address.flatMap { addresses.contains($0) ? $0 : nil } ?? addresses.first
  }
}
