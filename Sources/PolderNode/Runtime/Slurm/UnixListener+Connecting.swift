import Glibc
import PolderCore

extension UnixListener {
  /// A connected socket, however long the path of its folder is.
  static func connected(_ socket: ProxySocket) throws -> Int32 {
    try opened(socket, removing: false, connect) { refusal(socket, $0) }
  }

  private static func refusal(_ socket: ProxySocket, _ number: Int32) -> PolderError {
    PolderError(
      "node-proxy-socket", "The socket of a proxy can not be reached (error \(number)).", object: socket.path,
      nextStep: "The proxy may be about to start.")
  }
}
