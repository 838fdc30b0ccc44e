import NIOCore
import PolderRealtime
import Synchronization

extension SocketSession {
  /// Answers a poll: with packets, or nil when the session is not on polling or the peer went away.
  func poll(watch: ConnectionWatch?) async -> [EnginePacket]? {
    let answer = Answer()
    let id = state.withLock { state in
      state.lastPoll += 1
      state.polls[state.lastPoll] = answer
      return state.lastPoll
    }
    change { $0.poll(id) }
    let token = watch?.onClosing { isGone in
      if isGone { self.pollGone(id) } else { self.change { $0.releasePoll(id) } }
    }
    defer { if let token { watch?.remove(token) } }
    return await withTaskCancellationHandler {
      await answer.value()
    } onCancel: {
      pollGone(id)
    }
  }

  private func pollGone(_ id: Int) {
    let answer = state.withLock { state in
      state.machine.pollGone(id)
      return state.polls.removeValue(forKey: id)
    }
    answer?.give(nil)
  }

  /// A websocket for this session opened: as its only transport, or to take it over. False when it may not.
  func attach(_ channel: any Channel) -> Bool {
    let now = hub.now()
    return state.withLock { state in
      if state.machine.transport == .webSocket {
        guard state.machine.ending == nil, state.webSocket == nil else { return false }
        state.webSocket = channel
        return true
      }
      guard state.machine.webSocketOpened(now: now) else { return false }
      state.candidate = channel
      return true
    }
  }

  /// A packet came over a websocket of this session.
  func received(_ packet: EnginePacket, over channel: any Channel) {
    let now = hub.now()
    change(over: channel, size: packet.size) { $0.webSocketReceived(packet, now: now) }
  }

  /// What came over a websocket of this session was not to be read.
  func broken(_ what: String, over channel: any Channel) {
    change(over: channel, size: 0) { $0.fail(what) }
  }

  /// A websocket of this session closed.
  func detached(_ channel: any Channel) {
    change(over: channel, size: 0) { $0.webSocketClosed() }
    state.withLock { state in
      if state.candidate === channel { state.candidate = nil }
      if state.webSocket === channel { state.webSocket = nil }
    }
  }

  /// Writes what waits, as much as the websocket takes. On the channel's event loop.
  func drain(_ channel: any Channel) {
    while channel.isWritable {
      let packets = state.withLock { state in
        state.webSocket === channel ? state.machine.takeForWebSocket() : []
      }
      guard !packets.isEmpty else { return }
      for packet in packets { channel.write(codec.frame(packet), promise: nil) }
      channel.flush()
    }
  }

  private func change(
    over channel: any Channel, size: Int, _ body: (inout SocketServerSession) -> [SocketServerSession.Action]
  ) {
    let isOurs = state.withLock { $0.webSocket === channel || $0.candidate === channel }
    guard isOurs else { return }
    change(size: size, body)
  }
}

extension SocketSession {
  /// How many polls wait for an answer.
  var waitingPolls: Int { state.withLock { $0.polls.count } }

  /// Whether a websocket may try to take the session over.
  var canUpgrade: Bool {
    state.withLock { $0.machine.ending == nil && $0.machine.transport == .polling && $0.candidate == nil }
  }
}
