import CShim
import Glibc

/// Carries bytes between two sockets in both directions until both have nothing more to say, or one is broken or has gone.
struct SocketPipe {
  private static let room = 64 << 10

  private let source: Int32
  private let target: Int32
  private var buffer = [UInt8](repeating: 0, count: Self.room)
  private var waiting = 0..<0
  /// The source has ended, and the target was told.
  private var isDone = false
  private var sourceEnds = false

  private init(from source: Int32, to target: Int32) {
    self.source = source
    self.target = target
  }

  /// Whether both have come to their end.
  @discardableResult
  static func carry(_ near: Int32, _ far: Int32) -> Bool {
    for socket in [near, far] { _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL, 0) | O_NONBLOCK) }
    var out = SocketPipe(from: near, to: far)
    var back = SocketPipe(from: far, to: near)
    while !(out.isDone && back.isDone) {
      var polled = [
        pollfd(fd: near, events: out.wish | back.offer, revents: 0),
        pollfd(fd: far, events: back.wish | out.offer, revents: 0),
      ]
      // Who neither gives nor takes is told of a hang-up all the same; it would be told without end.
      if polled[0].events == 0, !out.isDone { polled[0].fd = -1 }
      if polled[1].events == 0, !back.isDone { polled[1].fd = -1 }
      let count = poll(&polled, 2, -1)
      if count < 0 && errno == EINTR { continue }
      // Who has given all, and is gone before it was told of the end, does not take what is still to come.
      guard count > 0, !polled.contains(where: { $0.events == 0 && $0.revents != 0 }),
        out.move(answered: back.isDone), back.move(answered: out.isDone)
      else { return false }
    }
    return true
  }

  private var wish: Int16 { waiting.isEmpty && !sourceEnds ? Int16(POLLIN) : 0 }
  private var offer: Int16 { waiting.isEmpty ? 0 : Int16(POLLOUT) }

  /// Whether the source takes nothing either.
  private var hasGone: Bool {
    var polled = pollfd(fd: source, events: 0, revents: 0)
    return poll(&polled, 1, 0) > 0
  }

  /// Moves what can be moved now; false when one side is broken. `answered`: the source was told of the other's end.
  private mutating func move(answered: Bool) -> Bool {
    while true {
      if waiting.isEmpty, !sourceEnds {
        let count = read(source, &buffer, buffer.count)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        waiting = 0..<count
        sourceEnds = count == 0
      }
      if !waiting.isEmpty {
        let count = buffer.withUnsafeBytes {
          send(target, $0.baseAddress.map { $0 + waiting.lowerBound }, waiting.count, shim_send_quietly)
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        waiting = (waiting.lowerBound + count)..<waiting.upperBound
        guard waiting.isEmpty else { return true }
      }
      if sourceEnds {
        // An end that is passed on can not be taken back.
        if !isDone, !answered, hasGone { return false }
        if !isDone { shutdown(target, Int32(SHUT_WR)) }
        isDone = true
        return true
      }
    }
  }
}
