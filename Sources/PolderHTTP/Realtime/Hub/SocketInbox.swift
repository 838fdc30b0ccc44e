import DequeModule
import PolderRealtime

/// What a delegate is still to hear of one peer, in order.
struct SocketInbox {
  struct Item {
    let action: SocketNamespaceSession.Action
    let size: Int
  }

  var items: Deque<Item> = []
  var bytes = 0
  /// Whether somebody is telling the delegate.
  var isBusy = false
  /// Whether the peer's websocket is not read from meanwhile.
  var isPaused = false
  /// Posts that wait to be answered.
  var waiters: [OneShot<Void>] = []

  mutating func add(_ action: SocketNamespaceSession.Action, size: Int) {
    items.append(Item(action: action, size: size))
    bytes += size
  }

  mutating func next() -> SocketNamespaceSession.Action? {
    guard let item = items.popFirst() else { return nil }
    bytes -= item.size
    return item.action
  }

  func isCongested(_ configuration: RealtimeConfiguration) -> Bool {
    items.count > configuration.waitingEvents / 10 || bytes > configuration.waitingBytes / 10
  }

  func overflows(_ configuration: RealtimeConfiguration) -> Bool {
    items.count > configuration.waitingEvents || bytes > configuration.waitingBytes
  }
}
