/// What `bridge` is asked to do.
struct BridgeArguments {
  /// The node's address, IPv4.
  var host: [UInt8] = []
  var port: UInt16 = 0
  /// The file with the secret that opens the node's door.
  var secret = ""
  /// The socket to listen on; its folder is made, and removed at the end.
  var socket = ""
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
    guard port > 0, !socket.isEmpty, !secret.isEmpty, !command.isEmpty else {
      throw Failure(.usage, "--connect, --secret, --listen and a command after -- are needed\n\(Program.usage)")
    }
    guard socket.utf8.count < 108 else { throw Failure(.usage, "--listen: a socket's path has at most 107 bytes") }
  }

  private mutating func take(_ word: String, _ value: String) throws(Failure) {
    switch word {
    case "--connect":
      let parts = value.split(separator: ":")
      let numbers = parts.first?.split(separator: ".").compactMap { UInt8($0) } ?? []
      guard parts.count == 2, numbers.count == 4, let number = UInt16(parts[1]), number > 0 else {
        throw bad(word, value)
      }
      (host, port) = (numbers, number)
    case "--secret": secret = value
    case "--listen": socket = value
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
