import CShim
import Glibc

/// Carries the bytes of connections to another place, whatever they are.
struct Forward: Equatable, Sendable {
  /// How long a connection waits for somebody to listen there.
  static let patience = Duration.seconds(10)

  let from: Endpoint
  let to: Endpoint

  /// Listens; connections are taken once the loop is started.
  func listen(connections: Int) throws(Failure) -> AcceptLoop {
    AcceptLoop(try from.listen(), connections: connections) { accepted in
      // The number is valid: it was just accepted.
      guard let near = try? Descriptor(accepted, "accept"), let far = reach(near.number) else { return }
      SocketPipe.carry(near.number, far.number)
    }
  }

  /// The other end; nil when nobody listens there in time, or the client has gone.
  private func reach(_ client: Int32) -> Descriptor? {
    var backoff = Backoff(hold: Self.patience, now: Clock.now)
    while true {
      if let far = to.connected() { return far }
      guard let pause = backoff.pause(at: Clock.now) else { return nil }
      var polled = pollfd(fd: client, events: Int16(shim_poll_hangup), revents: 0)
      guard poll(&polled, 1, Int32(clamping: pause.wholeMilliseconds)) <= 0 else { return nil }
    }
  }
}
