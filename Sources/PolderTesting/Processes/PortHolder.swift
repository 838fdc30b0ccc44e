import Glibc
import PolderCore

/// Listens at a port of the loopback interface without ever answering, as another program would.
package struct PortHolder: Sendable {
  /// The port.
  package let port: Int
  private let descriptor: Int32

  /// Takes a port; 0 takes any.
  /// - Throws: `PolderError` when it is taken
  package init(port wanted: Int = 0) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    name.sin_port = UInt16(wanted).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name -> Int32 in
        guard bind(descriptor, name, length) == 0, listen(descriptor, 4) == 0 else { return -1 }
        return getsockname(descriptor, name, &length)
      }
    }
    guard descriptor >= 0, result == 0 else {
      if descriptor >= 0 { close(descriptor) }
      throw PolderError("testing-port-taken", "The port is taken.", object: "port \(wanted)")
    }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: name.sin_port))
  }

  /// Gives the port back.
  package func release() { close(descriptor) }
}
