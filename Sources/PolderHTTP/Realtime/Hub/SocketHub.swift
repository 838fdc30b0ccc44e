import NIOCore
import NIOPosix
public import PolderCore
import PolderRealtime
import Synchronization

/// All sockets of a service: sessions, rooms, and the way from an event to everybody who should hear it.
///
/// Nothing here waits: an event is encoded once and put into the bounded queue of each socket; a peer that does not
/// read fast enough is dropped.
public final class SocketHub: Sendable {
  struct Directory {
    var sessions: [String: SocketSession] = [:]
    var counters = Counters()
    var isClosed = false
    /// Whether nobody waits for the end of the sessions any more.
    var isGivenUp = false
    var ticker: RepeatedTask?
    var idle: [CheckedContinuation<Void, Never>] = []
  }

  /// Times and bounds.
  public let configuration: RealtimeConfiguration

  let directory = Mutex(Directory())
  let rooms = Mutex(RoomRegistry<SocketSession>())
  let now: @Sendable () -> ContinuousClock.Instant

  /// A hub without sockets; `now` tells the time.
  public init(
    configuration: RealtimeConfiguration = .init(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.configuration = configuration
    self.now = now
  }

  deinit { directory.withLock { $0.ticker?.cancel() } }

  /// What the hub has done and holds.
  public var counters: Counters {
    var counters = directory.withLock { directory in
      var counters = directory.counters
      counters.sessions = directory.sessions.count
      return counters
    }
    (counters.sockets, counters.rooms) = rooms.withLock { ($0.count, $0.roomCount) }
    return counters
  }

  /// Sends an event to all sockets of a room; gives the number of sockets it was queued for.
  @discardableResult
  public func emit(
    _ event: String, _ arguments: [JSONValue] = [], to room: String, namespace: String = "/tasks"
  ) -> Int {
    deliver(event, arguments, namespace, to: rooms.withLock { $0.members(of: room, in: namespace) })
  }

  /// Sends an event to one socket; false when there is no such socket.
  @discardableResult
  public func emit(_ event: String, _ arguments: [JSONValue] = [], toSocket sid: String) -> Bool {
    guard let (handle, session) = rooms.withLock({ $0.member(sid) }) else { return false }
    return deliver(event, arguments, handle.namespace, to: [sid: session]) == 1
  }

  /// Puts a socket into a room of its namespace; false when there is no such socket.
  @discardableResult
  public func join(_ sid: String, room: String) -> Bool { rooms.withLock { $0.join(sid, room) } }

  /// Takes a socket out of a room.
  public func leave(_ sid: String, room: String) { rooms.withLock { $0.leave(sid, room) } }

  /// The rooms of a socket, sorted.
  public func rooms(of sid: String) -> [String] { rooms.withLock { $0.rooms(of: sid) } }

  /// The sockets in a room, sorted by id.
  public func sockets(in room: String, namespace: String = "/tasks") -> [SocketHandle] {
    rooms.withLock { $0.members(of: room, in: namespace).keys }.sorted()
      .map { SocketHandle(sid: $0, namespace: namespace) }
  }

  /// Takes a socket out of its namespace and tells its peer; the delegate's `disconnected` follows.
  public func disconnect(_ sid: String) {
    guard let (handle, session) = rooms.withLock({ $0.member(sid) }) else { return }
    session.change { $0.disconnect(namespace: handle.namespace) }
  }

  /// Ends all sessions, takes no new ones, and returns when the delegate has heard of every end; a cancelled task does
  /// not wait for that.
  public func shutdown() async {
    let sessions = directory.withLock { directory in
      directory.isClosed = true
      return Array(directory.sessions.values)
    }
    for session in sessions { session.change { $0.close() } }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isIdle = directory.withLock { directory in
          if directory.sessions.isEmpty || directory.isGivenUp { return true }
          directory.idle.append(continuation)
          return false
        }
        if isIdle { continuation.resume() }
      }
    } onCancel: {
      giveUpWaiting()
    }
  }

  private func giveUpWaiting() {
    let waiters = directory.withLock { directory in
      directory.isGivenUp = true
      defer { directory.idle = [] }
      return directory.idle
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Lets time pass for all sessions: pings, and ends of peers that do not answer. Once a second by itself.
  package func tick() {
    let moment = now()
    for session in directory.withLock({ Array($0.sessions.values) }) { session.change { $0.tick(moment) } }
  }

  private func deliver(
    _ event: String, _ arguments: [JSONValue], _ namespace: String, to members: [String: SocketSession]
  ) -> Int {
    var delivered = 0
    if !members.isEmpty {
      let messages = SocketPacket.event(event, arguments, namespace: namespace).messages
      for (sid, session) in members where session.send(messages, to: sid, in: namespace) { delivered += 1 }
    }
    directory.withLock {
      $0.counters.emitted += 1
      $0.counters.delivered += delivered
    }
    return delivered
  }
}
