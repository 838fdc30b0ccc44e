import Glibc
import Synchronization

/// Takes the connections of a socket that listens, and gives each a thread of its own.
final class AcceptLoop: Sendable {
  private let socket: Int32
  private let slots: Slots
  private let serve: @Sendable (Int32) -> Void
  private let isStopped = Atomic(false)

  /// - Parameters:
  ///   - socket: listens, and stays open until the loop is stopped
  ///   - connections: how many are served at the same time; others wait
  ///   - serve: serves one by its number, which it closes
  init(_ socket: Int32, connections: Int, serve: @escaping @Sendable (Int32) -> Void) {
    self.socket = socket
    slots = Slots(connections)
    self.serve = serve
  }

  func start() throws(Failure) {
    let error = Thread.start { self.accept() }
    guard error == 0 else {
      close(socket)
      throw Failure(.relay, "a thread: \(Console.text(ofError: error))")
    }
  }

  /// Takes no more connections, and closes the socket; those that were taken go on. To be called once, after the start.
  func stop() {
    // The thread closes the socket after it has seen the mark, so that until then the number is this socket's.
    shutdown(socket, Int32(SHUT_RDWR))
    isStopped.store(true, ordering: .releasing)
    slots.give()
  }

  private func accept() {
    while true {
      slots.take()
      if isStopped.load(ordering: .acquiring) { break }
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
    close(socket)
  }
}
