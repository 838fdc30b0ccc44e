import Glibc
import PolderCore

/// Ports of the loopback interface for servers that have to come back at the same one.
package enum TestPort {
  /// A port that nobody listens at, below those that the system gives to connections by itself.
  package static func find() throws -> Int {
    for _ in 0..<200 {
      let port = Int.random(in: 12_000..<30_000)
      guard let listener = try? PortHolder(port: port) else { continue }
      listener.release()
      return port
    }
    throw PolderError("testing-no-port", "No port is free.")
  }
}
