import NIOCore
import PolderRealtime
import Synchronization

extension SocketSession {
  private enum Step {
    case tell(SocketNamespaceSession.Action)
    case rest(EngineEnding?)
  }

  /// Tells the delegate what waits, one after the other, until nothing waits.
  func work() async {
    while true {
      let (step, resumed, waiters) = state.withLock { state in
        var resumed: (any Channel)?
        var waiters: [OneShot<Void>] = []
        let action = state.inbox.next()
        if !state.inbox.isCongested(hub.configuration) {
          if state.inbox.isPaused {
            state.inbox.isPaused = false
            resumed = state.webSocket
          }
          swap(&waiters, &state.inbox.waiters)
        }
        if action == nil { state.inbox.isBusy = false }
        return (action.map { Step.tell($0) } ?? .rest(state.machine.ending), resumed, waiters)
      }
      for waiter in waiters { waiter.give(()) }
      if let resumed { pace(resumed) }
      switch step {
      case .tell(let action): await tell(action)
      case .rest(let ending):
        if let ending { hub.forget(self, ending) }
        return
      }
    }
  }

  /// Reads from a websocket or stops to. What holds is asked on the channel's event loop, so that of two changes that
  /// follow each other the later one wins.
  func pace(_ channel: any Channel) {
    channel.eventLoop.execute {
      let isPaused = self.state.withLock { $0.inbox.isPaused }
      channel.setOption(.autoRead, value: !isPaused).whenFailure { _ in channel.close(promise: nil) }
    }
  }

  private func tell(_ action: SocketNamespaceSession.Action) async {
    switch action {
    case .connected(let sid, let namespace):
      let handle = SocketHandle(sid: sid, namespace: namespace)
      hub.rooms.withLock { $0.add(handle, self) }
      await delegate.connected(handle, namespace: namespace, authorization: authorization)
    case .event(let sid, let namespace, let name, let arguments):
      await delegate.event(SocketHandle(sid: sid, namespace: namespace), name: name, arguments: arguments)
    case .disconnected(let sid, let namespace):
      await delegate.disconnected(SocketHandle(sid: sid, namespace: namespace))
      hub.rooms.withLock { $0.remove(sid) }
    case .send, .fail: break
    }
  }
}
