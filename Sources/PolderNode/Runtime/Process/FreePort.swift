import Glibc
import PolderCore

/// A port of the loopback interface that is free at the moment.
enum FreePort {
  static func find() throws -> Int {
    let (descriptor, port) = try listen(on: UInt32(0x7F00_0001))
    close(descriptor)
    return port
  }

  /// A socket that listens on an address, at a port that the system chooses.
  static func listen(on address: UInt32) throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = address.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name -> Int32 in
        guard bind(descriptor, name, length) == 0, Glibc.listen(descriptor, 16) == 0 else { return -1 }
        return getsockname(descriptor, name, &length)
      }
    }
    guard descriptor >= 0, result == 0 else {
      let number = errno
      if descriptor >= 0 { close(descriptor) }
      throw PolderError("node-no-port", "No port of this machine can be had (error \(number)).")
    }
    return (descriptor, Int(UInt16(bigEndian: name.sin_port)))
  }
}
