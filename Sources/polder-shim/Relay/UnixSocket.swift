import CShim
import Glibc

/// The node's side of the relay.
struct UnixSocket {
  let path: String

  /// nil while nobody listens there.
  func connect() -> ByteStream? {
    let number = Glibc.socket(AF_UNIX, shim_socket_stream, 0)
    // Out of descriptors: as with nobody listening, a later attempt may succeed.
    guard let socket = try? Descriptor(number, "socket") else { return nil }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { return nil }
    let stream = ByteStream(socket)
    stream.boundWrites(to: 60)
    return stream
  }
}
