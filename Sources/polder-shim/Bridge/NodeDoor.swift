import CShim
import Glibc

/// The node's door: connections through it end at the proxy of the run whose secret is told first, or at what is asked for.
struct NodeDoor: Sendable {
  static let greeting = "polder-bridge 1 "
  static let welcome = "ok\n"

  let node: Endpoint
  let secret: [UInt8]
  /// What is asked for; nil for the run's proxy.
  var name: String?

  /// A connection that the node has let in; nil while it can not be had.
  func open() -> Descriptor? {
    // Out of descriptors: a later attempt may succeed.
    guard let socket = node.socket() else { return nil }
    // A node that dies without a word is noticed within half a minute; nobody waits longer than that to be let in.
    for (level, name, value) in [
      (SOL_SOCKET, SO_KEEPALIVE, Int32(1)), (Int32(IPPROTO_TCP), TCP_KEEPIDLE, 15),
      (Int32(IPPROTO_TCP), TCP_KEEPINTVL, 5), (Int32(IPPROTO_TCP), TCP_KEEPCNT, 3),
      (Int32(IPPROTO_TCP), TCP_NODELAY, 1),
    ] {
      var value = value
      setsockopt(socket.number, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
    }
    // The bound on writes holds for connecting as well.
    shim_bound_writes(socket.number, 10)
    guard node.connect(socket.number), greet(socket.number) else { return nil }
    return socket
  }

  private func greet(_ socket: Int32) -> Bool {
    let hello = Array(Self.greeting.utf8) + secret + (name.map { Array("/\($0)".utf8) } ?? []) + [0x0A]
    guard send(socket, hello, hello.count, shim_send_quietly) == hello.count else { return false }
    var answer = [UInt8](repeating: 0, count: Self.welcome.utf8.count)
    var count = 0
    let deadline = Clock.now + .seconds(10)
    while count < answer.count {
      var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      let rest = Int32(clamping: max(deadline - Clock.now, .zero).wholeMilliseconds)
      guard rest > 0, poll(&polled, 1, rest) > 0 else { return false }
      let left = answer.count - count
      let got = answer.withUnsafeMutableBytes { read(socket, $0.baseAddress.map { $0 + count }, left) }
      guard got > 0 else { return false }
      count += got
    }
    return answer == Array(Self.welcome.utf8)
  }
}
