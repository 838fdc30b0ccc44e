import CShim
import Glibc

/// SIGTERM and SIGINT, which from now on do nothing else than to be found here. To be made before any thread begins.
///
/// Also who is the first process of a namespace, and gets no signal that it does not ask for, is ended by them so.
struct EndSignals: ~Copyable {
  private let file: Descriptor

  init() throws(Failure) {
    file = try Descriptor(shim_signals(), "signals")
  }

  /// Waits for one of them; false when the time is over first.
  borrowing func come(within patience: Duration?) throws(Failure) -> Bool {
    let deadline = patience.map { Clock.now + $0 }
    while true {
      var polled = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
      let rest = deadline.map { Int32(clamping: max($0 - Clock.now, .zero).wholeMilliseconds) } ?? -1
      let count = poll(&polled, 1, rest)
      guard count >= 0 || errno == EINTR else { throw Failure.system("poll") }
      if count == 0 { return false }
      let signal = shim_take_signal(file.number)
      if signal == SIGTERM || signal == SIGINT { return true }
    }
  }
}
