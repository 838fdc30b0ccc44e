/// The arguments of `polder-shim gate`.
struct GateArguments {
  /// Where the gate's socket is, the ports that are open, and the relays' sockets.
  private(set) var folder = ""
  /// The addresses of the VPN.
  let subnet: Subnet
  private(set) var connections = 64
  /// A file that is made once connections are taken.
  private(set) var ready: String?

  init(_ arguments: [String]) throws(Failure) {
    var found: Subnet?
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
        guard let number = Int(value), (1...1024).contains(number) else { throw .option(word, value) }
        connections = number
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
    guard Endpoint(socket) != nil else {
      throw Failure(.usage, "--folder: a socket's path has at most \(Endpoint.longestPath) bytes")
    }
  }

  /// The folder of the socket to which relays connect.
  var socketFolder: String { folder + "/gate" }

  /// The socket to which relays connect.
  var socket: String { socketFolder + "/socket" }
}
