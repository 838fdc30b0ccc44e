import CLibPQ
import Dispatch

/// Asks the server to give up what a connection is doing.
// libpq lets any thread use what it holds, at any time; it is freed when nobody holds it any more.
final class Canceller: @unchecked Sendable {
  private let library: polder_pq
  private let handle: OpaquePointer

  init?(_ connection: PostgresConnection) {
    library = connection.library
    guard let handle = library.PQgetCancel(connection.handle) else { return nil }
    self.handle = handle
  }

  deinit { library.PQfreeCancel(handle) }

  /// Asks, from another thread: it takes a connection of its own.
  func cancel() {
    DispatchQueue.global().async { [self] in
      var message = [CChar](repeating: 0, count: 256)
      // When the server can not be asked, the statement's own time limit ends it.
      _ = library.PQcancel(handle, &message, Int32(message.count))
    }
  }
}
