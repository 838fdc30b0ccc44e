import Glibc

/// How a connection of TCP behaves; on another socket these do nothing.
enum TCPOptions {
  /// What is sent goes out at once.
  static func hurry(_ socket: Int32) { set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1)) }

  /// The other side's death without a word is noticed within half a minute.
  static func keepAlive(_ socket: Int32) {
    set(socket, SOL_SOCKET, SO_KEEPALIVE, Int32(1))
    set(socket, Int32(IPPROTO_TCP), TCP_KEEPIDLE, Int32(15))
    set(socket, Int32(IPPROTO_TCP), TCP_KEEPINTVL, Int32(5))
    set(socket, Int32(IPPROTO_TCP), TCP_KEEPCNT, Int32(3))
  }

  /// Closing it will be a reset: the other side sees that something went wrong, not an end.
  static func resetAtClose(_ socket: Int32) { set(socket, SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0)) }

  private static func set<Value: BitwiseCopyable>(_ socket: Int32, _ level: Int32, _ name: Int32, _ value: Value) {
    var value = value
    setsockopt(socket, level, name, &value, socklen_t(MemoryLayout<Value>.size))
  }
}
