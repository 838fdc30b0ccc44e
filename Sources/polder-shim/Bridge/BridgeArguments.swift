/// What `bridge` is asked to do.
struct BridgeArguments {
  /// The node's address.
  var node: Endpoint?
  /// The file with the secret that opens the node's door.
  var secret = ""
  /// The socket to listen on; its folder is made, and removed at the end.
  var socket = ""
  /// Further sockets beside it, by their names.
  var doors: [String] = []
  var connections = 64
  var command: [String] = []

  init(_ arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" {
        command = Array(rest)
        break
      }
      guard let value = rest.popFirst() else { throw Failure(.usage, "\(word): a value is missing\n\(Program.usage)") }
      try take(word, value)
    }
    guard node != nil, !socket.isEmpty, !secret.isEmpty, !command.isEmpty else {
      throw Failure(.usage, "--connect, --secret, --listen and a command after -- are needed\n\(Program.usage)")
    }
    guard sockets.allSatisfy({ $0.utf8.count <= Endpoint.longestPath }) else {
      throw Failure(.usage, "--listen: a socket's path has at most \(Endpoint.longestPath) bytes")
    }
  }

  /// The folder of all sockets.
  var folder: String { String(socket[..<(socket.lastIndex(of: "/") ?? socket.startIndex)]) }

  /// The path of the run's own socket, and of those of the doors.
  var sockets: [String] { [socket] + doors.map { folder + "/" + $0 } }

  private mutating func take(_ word: String, _ value: String) throws(Failure) {
    switch word {
    case "--connect":
      guard case .address(let host, let port) = Endpoint(value) else { throw bad(word, value) }
      node = .address(host, port)
    case "--secret": secret = value
    case "--listen": socket = value
    case "--door":
      guard !value.isEmpty, !value.contains("/"), !value.hasPrefix("."), !doors.contains(value) else {
        throw bad(word, value)
      }
      doors.append(value)
    case "--connections":
      guard let number = Int(value), (1...10_000).contains(number) else { throw bad(word, value) }
      connections = number
    default: throw Failure(.usage, "unknown option '\(word)'\n\(Program.usage)")
    }
  }

  private func bad(_ word: String, _ value: String) -> Failure {
    Failure(.usage, "\(word): '\(value)' can not be used\n\(Program.usage)")
  }
}
