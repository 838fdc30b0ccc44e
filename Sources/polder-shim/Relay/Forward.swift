import Glibc

/// Carries the bytes of connections to another place, whatever they are.
struct Forward: Equatable, Sendable {
  /// How long a connection waits for somebody to listen there.
  static let patience = Duration.seconds(10)

  let from: Endpoint
  let to: Endpoint

  /// Listens; connections are taken once the loop is started.
  func listen(connections: Int) throws(Failure) -> AcceptLoop {
    AcceptLoop(try from.listen(), connections: connections) { accepted in
      // The number is valid: it was just accepted.
      guard let near = try? Descriptor(accepted, "accept"),
        let far = Caller(socket: near.number).reach(to, within: Self.patience)
      else { return }
      SocketPipe.carry(near.number, far.number)
    }
  }
}
