import Glibc

/// Listens on the loopback and gives every connection a thread of its own.
struct Listener {
  /// Listens; connections are taken once the loop is started.
  static func listen(port: UInt16, connections: Int, settings: RelaySettings) throws(Failure) -> AcceptLoop {
    AcceptLoop(try Endpoint.address(.loopback, port).listen(), connections: connections) { accepted in
      TCPOptions.hurry(accepted)
      // The number is valid: it was just accepted.
      guard let client = try? Descriptor(accepted, "accept") else { return }
      var session = ClientSession(client, settings)
      session.serve()
    }
  }
}
