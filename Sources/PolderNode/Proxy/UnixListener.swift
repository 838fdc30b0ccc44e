import Glibc
import PolderCore

/// Opens a Unix socket in a folder, however long the folder's path is.
enum UnixListener {
  /// A bound socket, not listening yet; who gets it closes it.
  ///
  /// An older socket of the same name is removed. The file stays when the socket is closed: its path leads through a
  /// descriptor of this process, which belongs to somebody else by then.
  static func bound(_ socket: ProxySocket) throws -> Int32 {
    try opened(socket, removing: true, bind) { failure(socket, $0) }
  }

  /// A socket whose address was bound or connected.
  /// - Parameters:
  ///   - socket: where it lies
  ///   - removing: whether an older socket of the name is removed before
  ///   - call: what is done with the address
  ///   - refusal: what a number of the system means
  /// - Returns: the socket; who gets it closes it
  /// - Throws: the refusal
  static func opened(
    _ socket: ProxySocket, removing: Bool,
    _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, refusal: (Int32) -> PolderError
  ) throws -> Int32 {
    let folder = open(socket.folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { throw refusal(errno) }
    defer { close(folder) }
    if removing { unlinkat(folder, socket.name, 0) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(folder)/\(socket.name)".utf8)
    let isShort = withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard path.count < place.count else { return false }
      place.copyBytes(from: path)
      return true
    }
    guard isShort else { throw refusal(ENAMETOOLONG) }
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = Glibc.socket(AF_UNIX, kind, 0)
    guard descriptor >= 0 else { throw refusal(errno) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let number = errno
      close(descriptor)
      throw refusal(number)
    }
    return descriptor
  }

  private static func failure(_ socket: ProxySocket, _ number: Int32) -> PolderError {
    PolderError(
      "node-proxy-socket", "The socket of a proxy can not be opened (error \(number)).", object: socket.path,
      nextStep: "Check rights and room in the folder.")
  }
}
