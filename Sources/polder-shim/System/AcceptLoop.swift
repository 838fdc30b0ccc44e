import Glibc
import Synchronization

/// Takes the connections of a socket that listens, and gives each a thread of its own.
final class AcceptLoop: Sendable {
  private let socket: Int32
  private let slots: [Slots]
  private let serve: @Sendable (Int32) -> Void
  private let isStopped = Atomic(false)

  /// - Parameters:
  ///   - socket: listens, and stays open until the loop is stopped
  ///   - slots: a connection takes a place of each, in this order; others may share them
  ///   - serve: serves one by its number, which it closes
  init(_ socket: Int32, slots: [Slots], serve: @escaping @Sendable (Int32) -> Void) {
    self.socket = socket
    self.slots = slots
    self.serve = serve
    // Who has come may have gone before there is a place.
    _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL, 0) | O_NONBLOCK)
  }

  /// With places of its own: so many connections are served at the same time, and others wait.
  convenience init(_ socket: Int32, connections: Int, serve: @escaping @Sendable (Int32) -> Void) {
    self.init(socket, slots: [Slots(connections)], serve: serve)
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
    isStopped.store(true, ordering: .releasing)
    shutdown(socket, Int32(SHUT_RDWR))
  }

  private var isWanted: Bool { !isStopped.load(ordering: .acquiring) }

  private func accept() {
    // Who waits for a connection holds no place.
    while awaitConnection(), takePlaces() {
      let accepted = Glibc.accept(socket, nil, nil)
      guard accepted >= 0 else {
        let error = errno
        Self.give(slots[...])
        // Out of descriptors or memory: connections that end will give some back.
        if isWanted, ![EINTR, ECONNABORTED, EAGAIN].contains(error) { usleep(10_000) }
        continue
      }
      let error = Thread.start { [serve, slots] in
        serve(accepted)
        Self.give(slots[...])
      }
      if error != 0 {
        close(accepted)
        Self.give(slots[...])
      }
    }
    close(socket)
  }

  /// Waits for one to come; false once the loop is stopped.
  private func awaitConnection() -> Bool {
    while isWanted {
      var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      if poll(&polled, 1, -1) > 0 { return isWanted }
    }
    return false
  }

  /// Takes a place of each kind; none once the loop is stopped.
  private func takePlaces() -> Bool {
    for (index, slot) in slots.enumerated() where !slot.take(while: { isWanted }) {
      Self.give(slots[..<index])
      return false
    }
    return true
  }

  private static func give(_ slots: ArraySlice<Slots>) {
    for slot in slots { slot.give() }
  }
}
