import CShim
import Glibc

/// The connection for which another is sought: all is in vain once its other side has gone.
struct Caller {
  enum Outcome {
    case ready, over, gone
  }

  /// Waits are never cut short.
  static let nobody = Caller(socket: -1)

  let socket: Int32

  /// A connection to somewhere, as soon as somebody listens there; nil when that takes too long, or the caller has gone.
  func reach(_ far: Endpoint, within hold: Duration) -> Descriptor? {
    reach(within: hold) { far.connected(for: self, until: $0) }
  }

  /// The same, with a way to try it until a deadline.
  func reach(within hold: Duration, attempt: (Duration) -> Descriptor?) -> Descriptor? {
    var backoff = Backoff(hold: hold, now: Clock.now)
    while true {
      if let found = attempt(backoff.deadline) { return found }
      guard let pause = backoff.pause(at: Clock.now), wait(pause) == .over else { return nil }
    }
  }

  /// Waits until another socket is ready, the time is over, or the caller has gone.
  func wait(_ pause: Duration, for events: Int16 = 0, at other: Int32 = -1) -> Outcome {
    let deadline = Clock.now + pause
    var hangup = Int16(shim_poll_hangup)
    while true {
      var polled = [
        pollfd(fd: other, events: events, revents: 0), pollfd(fd: socket, events: hangup, revents: 0),
      ]
      let count = poll(&polled, 2, Int32(clamping: max(deadline - Clock.now, .zero).wholeMilliseconds))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return .over }
      if polled[0].revents != 0 { return .ready }
      // Who has sent something and then ended its side may still wait for the answer.
      guard polled[1].revents & ~hangup == 0, hasSent else { return .gone }
      hangup = 0
    }
  }

  private var hasSent: Bool {
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, shim_receive_peeking) > 0
  }
}
