import NIOCore
import NIOPosix
import PolderRealtime
import Synchronization

extension SocketHub {
  /// Begins a session; nil when there are too many or the hub is shut down.
  func begin(
    _ transport: EngineServerSession.Transport, authorization: String?, delegate: any SocketDelegate
  ) -> SocketSession? {
    let session = SocketSession(
      hub: self, delegate: delegate, transport: transport, authorization: authorization, now: now())
    return directory.withLock { directory in
      guard !directory.isClosed, directory.sessions.count < configuration.sessions else { return nil }
      directory.sessions[session.sid] = session
      directory.counters.opened += 1
      if directory.ticker == nil { directory.ticker = startTicking() }
      return session
    }
  }

  func session(_ sid: String) -> SocketSession? { directory.withLock { $0.sessions[sid] } }

  var hasRoom: Bool { directory.withLock { !$0.isClosed && $0.sessions.count < configuration.sessions } }

  /// A session ended, and its delegate has heard so.
  func forget(_ session: SocketSession, _ ending: EngineEnding) {
    let waiters = directory.withLock { directory -> [CheckedContinuation<Void, Never>] in
      guard directory.sessions.removeValue(forKey: session.sid) != nil else { return [] }
      switch ending {
      case .overflow: directory.counters.tooSlow += 1
      case .pingTimeout: directory.counters.timedOut += 1
      case .protocolError: directory.counters.broken += 1
      case .peerClosed, .transportClosed, .serverClosed: break
      }
      guard directory.sessions.isEmpty else { return [] }
      directory.ticker?.cancel()
      directory.ticker = nil
      defer { directory.idle = [] }
      return directory.idle
    }
    for waiter in waiters { waiter.resume() }
  }

  private func startTicking() -> RepeatedTask {
    MultiThreadedEventLoopGroup.singleton.any().scheduleRepeatedTask(
      initialDelay: .seconds(1), delay: .seconds(1)
    ) { [weak self] task in
      guard let self else { return task.cancel() }
      self.tick()
    }
  }
}
