import Glibc

/// Takes the connections of a socket that listens, and gives each a thread of its own.
final class AcceptLoop: Sendable {
  private let socket: Int32
  private let slots: Slots
  private let serve: @Sendable (Int32) -> Void

  /// - Parameters:
  ///   - socket: listens, and stays open as long as the process lives
  ///   - connections: how many are served at the same time; others wait
  ///   - serve: serves one by its number, which it closes
  init(_ socket: Int32, connections: Int, serve: @escaping @Sendable (Int32) -> Void) {
    self.socket = socket
    slots = Slots(connections)
    self.serve = serve
  }

  func start() throws(Failure) {
    let error = Thread.start { self.accept() }
    guard error == 0 else { throw Failure(.relay, "a thread: \(Console.text(ofError: error))") }
  }

  private func accept() {
    while true {
      slots.take()
      let accepted = Glibc.accept(socket, nil, nil)
      guard accepted >= 0 else {
        slots.give()
        // Out of descriptors or memory: connections that end will give some back.
        if errno != EINTR && errno != ECONNABORTED { usleep(10_000) }
        continue
      }
      let error = Thread.start { [serve, slots] in
        serve(accepted)
        slots.give()
      }
      if error != 0 {
        close(accepted)
        slots.give()
      }
    }
  }
}
