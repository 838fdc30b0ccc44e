import DequeModule
import NIOCore
import PolderCore
import PolderRealtime
import Synchronization

/// One peer: the code that carries bytes between a `SocketServerSession`, its connections and the delegate.
///
/// Everything is decided under one lock and done after it was released, except for what the delegate is to hear: that
/// is put in order under the lock.
final class SocketSession: Sendable {
  typealias Answer = OneShot<[EnginePacket]?>

  struct State {
    var machine: SocketServerSession
    var webSocket: (any Channel)?
    var candidate: (any Channel)?
    var polls: [Int: Answer] = [:]
    var lastPoll = 0
    var inbox = SocketInbox()
  }

  /// What is left to do when the lock is released.
  enum Effect {
    case answer(Answer, [EnginePacket]?)
    case write(any Channel, EnginePacket)
    case drain(any Channel)
    case close(any Channel, farewell: [EnginePacket], isUrgent: Bool)
    case pace(any Channel)
    case work
    case forget(EngineEnding)
  }

  let sid: String
  let hub: SocketHub
  let delegate: any SocketDelegate
  let authorization: String?
  let codec: EngineCodec
  let state: Mutex<State>

  init(
    hub: SocketHub, delegate: any SocketDelegate, transport: EngineServerSession.Transport, authorization: String?,
    now: ContinuousClock.Instant
  ) {
    let configuration = hub.configuration
    sid = SessionID.random()
    self.hub = hub
    self.delegate = delegate
    self.authorization = authorization
    codec = EngineCodec(limits: configuration.engine.limits)
    state = Mutex(
      State(
        machine: SocketServerSession(
          sid: sid, transport: transport, configuration: configuration.engine, accepting: configuration.namespaces,
          now: now)))
  }

  /// Moves the machine on and does what follows; `size` is what came in from the peer.
  func change(size: Int = 0, _ body: (inout SocketServerSession) -> [SocketServerSession.Action]) {
    perform(
      state.withLock { state in
        let actions = body(&state.machine)
        return effects(of: actions, size: size, &state)
      })
  }

  /// Queues messages for the peer; false when it is not in that namespace under that id any more.
  func send(_ messages: [EnginePacket], to socket: String, in namespace: String) -> Bool {
    let (isSent, effects) = state.withLock { state in
      let isThere = state.machine.has(socket, in: namespace)
      let actions = isThere ? state.machine.send(messages, to: socket, in: namespace) : []
      return (isThere && state.machine.ending == nil, self.effects(of: actions, size: 0, &state))
    }
    perform(effects)
    return isSent
  }

  /// Takes the packets of one post; returns when the delegate is not too far behind.
  func receive(posted packets: [EnginePacket]) async {
    let now = hub.now()
    for packet in packets { change(size: packet.size) { $0.receive([packet], now: now) } }
    let waiter = state.withLock { state -> OneShot<Void>? in
      guard state.inbox.isCongested(hub.configuration), state.machine.ending == nil else { return nil }
      let waiter = OneShot<Void>()
      state.inbox.waiters.append(waiter)
      return waiter
    }
    await waiter?.value()
  }

  /// Why the session ended; nil while it lives.
  var ending: EngineEnding? { state.withLock { $0.machine.ending } }

  func effects(of actions: [SocketServerSession.Action], size: Int, _ state: inout State) -> [Effect] {
    var effects: [Effect] = []
    for action in actions {
      switch action {
      case .engine(let action): effects += self.effects(of: action, &state)
      case .socket(let action): state.inbox.add(action, size: size)
      }
    }
    if state.machine.ending == nil, state.inbox.overflows(hub.configuration) {
      effects += self.effects(of: state.machine.overflow(), size: 0, &state)
    }
    if let webSocket = state.webSocket, !state.inbox.isPaused, state.inbox.isCongested(hub.configuration) {
      state.inbox.isPaused = true
      effects.append(.pace(webSocket))
    }
    if !state.inbox.isBusy {
      if !state.inbox.items.isEmpty {
        state.inbox.isBusy = true
        effects.append(.work)
      } else if let ending = state.machine.ending, !actions.isEmpty {
        effects.append(.forget(ending))
      }
    }
    return effects
  }

  private func effects(of action: EngineAction, _ state: inout State) -> [Effect] {
    switch action {
    case .answerPoll(let id, let packets):
      return state.polls.removeValue(forKey: id).map { [.answer($0, packets)] } ?? []
    case .refusePoll(let id): return state.polls.removeValue(forKey: id).map { [.answer($0, nil)] } ?? []
    case .packetsWait: return state.webSocket.map { [.drain($0)] } ?? []
    case .sendCandidate(let packet): return state.candidate.map { [.write($0, packet)] } ?? []
    case .closeCandidate:
      defer { state.candidate = nil }
      return state.candidate.map { [.close($0, farewell: [], isUrgent: false)] } ?? []
    case .adoptWebSocket:
      state.webSocket = state.candidate
      state.candidate = nil
      return []
    case .end(let ending, let farewell):
      let isUrgent = ending == .overflow || ending == .pingTimeout
      defer { (state.webSocket, state.polls) = (nil, [:]) }
      return state.polls.values.map { .answer($0, nil) }
        + (state.webSocket.map { [.close($0, farewell: farewell, isUrgent: isUrgent)] } ?? [])
    case .deliver: return []
    }
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .answer(let answer, let packets): answer.give(packets)
      case .write(let channel, let packet):
        channel.writeAndFlush(codec.frame(packet), promise: nil)
      case .drain(let channel): channel.eventLoop.execute { self.drain(channel) }
      case .close(let channel, let farewell, let isUrgent):
        WebSocketServerHandler.close(channel, farewell: farewell.map { codec.frame($0) }, isUrgent: isUrgent)
      case .pace(let channel): pace(channel)
      case .work: Task { await self.work() }
      case .forget(let ending): hub.forget(self, ending)
      }
    }
  }
}
