import CShim
import Glibc

/// Carries bytes between two sockets in both directions until both have nothing more to say, or one is broken.
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

  static func carry(_ near: Int32, _ far: Int32) {
    for socket in [near, far] { _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL, 0) | O_NONBLOCK) }
    var out = SocketPipe(from: near, to: far)
    var back = SocketPipe(from: far, to: near)
    while !(out.isDone && back.isDone) {
      var polled = [
        pollfd(fd: near, events: out.wish | back.offer, revents: 0),
        pollfd(fd: far, events: back.wish | out.offer, revents: 0),
      ]
      // Who neither gives nor takes is told of a hang-up all the same; it would be told without end.
      if polled[0].events == 0 { polled[0].fd = -1 }
      if polled[1].events == 0 { polled[1].fd = -1 }
      let count = poll(&polled, 2, -1)
      if count < 0 && errno == EINTR { continue }
      guard count > 0, out.move(), back.move() else { return }
    }
  }

  private var wish: Int16 { waiting.isEmpty && !sourceEnds ? Int16(POLLIN) : 0 }
  private var offer: Int16 { waiting.isEmpty ? 0 : Int16(POLLOUT) }

  /// Moves what can be moved now; false when one side is broken.
  private mutating func move() -> Bool {
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
        if !isDone { shutdown(target, Int32(SHUT_WR)) }
        isDone = true
        return true
      }
    }
  }
}
