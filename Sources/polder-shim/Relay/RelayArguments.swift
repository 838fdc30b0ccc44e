/// The arguments of `polder-shim relay`.
struct RelayArguments {
  var port: UInt16 = 0
  var socket = ""
  var forwards: [Forward] = []
  var hold: Duration = .seconds(3600)
  var maxBody = 64 << 20
  var connections = 64
  /// A file that is made once the address is bound.
  var ready: String?
  /// What leads into the VPN, and out of it.
  var vpn: VPNWay?
  /// Without one the relay serves until it is told to end.
  var command: [String] = []

  /// Where the forward that is being read begins.
  private var from: Endpoint?
  private var vpnOptions = VPNOptions()

  init(_ arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" {
        guard !rest.isEmpty else { throw Failure(.usage, "a command is missing after --\n\(Program.usage)") }
        command = Array(rest)
        break
      }
      guard let value = rest.popFirst() else { throw Failure(.usage, "\(word): a value is missing\n\(Program.usage)") }
      try take(word, value)
    }
    vpn = try vpnOptions.way()
    guard port > 0 && !socket.isEmpty || port == 0 && socket.isEmpty && (!forwards.isEmpty || vpn != nil) else {
      throw Failure(.usage, "--listen and --connect are needed, or --forward, or --vpn\n\(Program.usage)")
    }
    guard from == nil else { throw Failure(.usage, "--forward: --to is missing\n\(Program.usage)") }
    guard socket.utf8.count <= Endpoint.longestPath else {
      throw Failure(.usage, "--connect: a socket's path has at most \(Endpoint.longestPath) bytes")
    }
  }

  /// The ports of the loopback that are taken by what is asked for here.
  var ports: Set<UInt16> {
    let ports = forwards.compactMap { forward -> UInt16? in
      guard case .address(_, let port) = forward.from else { return nil }
      return port
    }
    return Set(port > 0 ? ports + [port] : ports)
  }

  private mutating func take(_ word: String, _ value: String) throws(Failure) {
    switch word {
    case "--listen":
      guard let number = UInt16(value), number > 0 else { throw bad(word, value) }
      port = number
    case "--connect": socket = value
    case "--forward":
      guard from == nil, let end = Endpoint(value) else { throw bad(word, value) }
      from = end
    case "--to":
      guard let begin = from.take(), let end = Endpoint(value) else { throw bad(word, value) }
      forwards.append(Forward(from: begin, to: end))
    case "--ready":
      guard value.hasPrefix("/") else { throw bad(word, value) }
      ready = value
    case "--hold":
      guard let duration = Duration(seconds: value) else { throw bad(word, value) }
      hold = duration
    case "--max-body":
      guard let number = Int(value), number >= 0 else { throw bad(word, value) }
      maxBody = number
    case "--connections":
      guard let number = Int(value), (1...1024).contains(number) else { throw bad(word, value) }
      connections = number
    default:
      guard try vpnOptions.take(word, value) else {
        throw Failure(.usage, "unknown option '\(word)'\n\(Program.usage)")
      }
    }
  }

  private func bad(_ word: String, _ value: String) -> Failure { .option(word, value) }
}
