import Glibc

/// Listens on the loopback and gives every connection a thread of its own.
struct Listener {
  /// Listens; connections are taken once the loop is started.
  static func listen(port: UInt16, connections: Int, settings: RelaySettings) throws(Failure) -> AcceptLoop {
    AcceptLoop(try Endpoint.address([127, 0, 0, 1], port).listen(), connections: connections) { accepted in
      var on: Int32 = 1
      setsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
      // The number is valid: it was just accepted.
      guard let client = try? Descriptor(accepted, "accept") else { return }
      var session = ClientSession(client, settings)
      session.serve()
    }
  }
}
