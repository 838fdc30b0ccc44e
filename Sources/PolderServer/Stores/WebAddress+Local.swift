import PolderHTTP

extension WebAddress {
  /// Whether the text itself names this very machine, whatever a name server says.
  package var isLocal: Bool {
    host == "localhost" || host.hasSuffix(".localhost")
      || literal.map { StorePolicy().judge($0, acceptsLoopback: false) == .loopback } ?? false
  }
}
