import Glibc
import PolderCore

extension UnixListener {
  /// A connected socket, however long the path of its folder is.
  static func connected(_ socket: ProxySocket) throws -> Int32 {
    let folder = open(socket.folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { throw refusal(socket, errno) }
    defer { close(folder) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(folder)/\(socket.name)".utf8)
    let isShort = withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard path.count < place.count else { return false }
      place.copyBytes(from: path)
      return true
    }
    guard isShort else { throw refusal(socket, ENAMETOOLONG) }
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = Glibc.socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw refusal(socket, errno) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let number = errno
      close(descriptor)
      throw refusal(socket, number)
    }
    return descriptor
  }

  private static func refusal(_ socket: ProxySocket, _ number: Int32) -> PolderError {
    PolderError(
      "node-proxy-socket", "The socket of a proxy can not be reached (error \(number)).", object: socket.path,
      nextStep: "The proxy may be about to start.")
  }
}
