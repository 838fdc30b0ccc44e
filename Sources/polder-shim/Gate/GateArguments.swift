/// The arguments of `polder-shim gate`.
struct GateArguments {
  /// Where the gate's socket is, the ports that are open, and the relays' sockets.
  private(set) var folder = ""
  /// The addresses of the VPN.
  let subnet: Subnet
  /// The interface of the tunnel; nil if any can be it.
  private(set) var interface: String?
  /// So many connections go to each run at a time.
  private(set) var connections = 64
  /// So many connections of relays are carried at a time.
  let departures: Int
  /// So many connections go to all runs at a time.
  let arrivals: Int
  /// A file that is made once connections are taken.
  private(set) var ready: String?

  init(_ arguments: [String]) throws(Failure) {
    var found: Subnet?
    var departures: Int?
    var arrivals: Int?
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard let value = rest.popFirst() else { throw Failure(.usage, "\(word): a value is missing\n\(Program.usage)") }
      switch word {
      case "--folder":
        guard value.hasPrefix("/") else { throw .option(word, value) }
        folder = value
      case "--subnet":
        guard let subnet = Subnet(value) else { throw .option(word, value) }
        found = subnet
      case "--connections":
        connections = try Self.count(word, value)
      case "--departures": departures = try Self.count(word, value)
      case "--arrivals": arrivals = try Self.count(word, value)
      case "--interface":
        guard !value.isEmpty else { throw .option(word, value) }
        interface = value
      case "--ready":
        guard value.hasPrefix("/") else { throw .option(word, value) }
        ready = value
      default: throw Failure(.usage, "unknown option '\(word)'\n\(Program.usage)")
      }
    }
    guard let found, !folder.isEmpty else {
      throw Failure(.usage, "--folder and --subnet are needed\n\(Program.usage)")
    }
    subnet = found
    self.departures = departures ?? connections
    self.arrivals = arrivals ?? 8 * connections
    guard Endpoint(socket) != nil else {
      throw Failure(.usage, "--folder: a socket's path has at most \(Endpoint.longestPath) bytes")
    }
  }

  private static func count(_ word: String, _ value: String) throws(Failure) -> Int {
    guard let number = Int(decimal: value), (1...4096).contains(number) else { throw .option(word, value) }
    return number
  }

  /// The folder of the socket to which relays connect.
  var socketFolder: String { folder + "/gate" }

  /// The socket to which relays connect.
  var socket: String { socketFolder + "/socket" }
}
