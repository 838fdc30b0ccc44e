import NIOCore
import Synchronization

/// The connections of one socket: how many there may be, and how all of them are closed.
final class OpenConnections: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isClosed = false
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// Takes a connection in, until it closes; false when there are too many already or all were closed.
  func add(_ channel: any Channel) -> Bool {
    let key = ObjectIdentifier(channel)
    let isIn = state.withLock { state in
      guard !state.isClosed, state.channels.count < limit else { return false }
      state.channels[key] = channel
      return true
    }
    if isIn { channel.closeFuture.whenComplete { _ in self.state.withLock { $0.channels[key] = nil } } }
    return isIn
  }

  /// Closes all connections, and lets no other in.
  func close() async {
    let channels = state.withLock { state in
      state.isClosed = true
      return Array(state.channels.values)
    }
    // One that is closed already is as good.
    for channel in channels { try? await channel.close().get() }
  }
}
