import CLibPQ
import Foundation
import PolderSQL
import Synchronization

/// Carries signals between the processes that use a database: `NOTIFY` out, `LISTEN` in, over a connection of its own.
///
/// Signals are empty and may be lost when the connection is; whoever listens also looks from time to time.
final class SignalBell: Sendable {
  private struct State {
    var listeners: [String: [AsyncStream<Void>.Continuation]] = [:]
    var toSend: Set<String> = []
    var isStarted = false
    var isClosed = false
  }

  private static let channel = "polder"
  /// The least time between two sendings: a commit that notifies is in the way of all others.
  private static let spacing = 0.01

  private let address: PostgresAddress
  private let options: PostgresDatabase.Options
  private let workers: Workers
  private let state = Mutex(State())
  private let pipe: WakePipe

  init(_ address: PostgresAddress, _ options: PostgresDatabase.Options, _ workers: Workers) throws(SQLError) {
    pipe = try WakePipe()
    self.address = address
    self.options = options
    self.workers = workers
  }

  /// Signals of a topic that other processes sent.
  func signals(of topic: String) -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let isClosed = state.withLock { state in
      if !state.isClosed { state.listeners[topic, default: []].append(continuation) }
      return state.isClosed
    }
    if isClosed { continuation.finish() } else { startOnce() }
    return stream
  }

  /// Signals other processes, soon; many signals of a topic become one.
  func signal(_ topic: String) {
    let isNew = state.withLock { state in !state.isClosed && state.toSend.insert(topic).inserted }
    guard isNew else { return }
    startOnce()
    pipe.rouse()
  }

  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      defer { state.listeners = [:] }
      return state.listeners.values.flatMap(\.self)
    }
    for listener in listeners { listener.finish() }
    pipe.rouse()
  }

  private var isClosed: Bool { state.withLock { $0.isClosed } }

  private func startOnce() {
    let starts = state.withLock { state in
      defer { state.isStarted = true }
      return !state.isStarted
    }
    if starts { workers.start("polder-signals") { self.run() } }
  }

  private func run() {
    var pause: Int32 = 50
    while !isClosed {
      do throws(SQLError) {
        let connection = try PostgresConnection(address, options)
        try connection.run("LISTEN \(Self.channel)")
        pause = 50
        // What was signalled meanwhile was not heard.
        ring(nil)
        try serve(connection)
      } catch {
        // The poll of those who listen makes up for it.
        pipe.wait(for: nil, milliseconds: pause)
        pause = min(pause * 2, 5_000)
      }
    }
  }

  private func serve(_ connection: PostgresConnection) throws(SQLError) {
    let library = connection.library
    var last = Date.distantPast
    while !isClosed {
      hear(connection)
      guard state.withLock({ $0.toSend.isEmpty }) else {
        // Also what was signalled while there was no connection: nobody rouses for it again.
        let rest = Self.spacing + last.timeIntervalSinceNow
        if rest > 0 { Thread.sleep(forTimeInterval: min(rest, Self.spacing)) }
        try send(over: connection)
        last = Date()
        continue
      }
      pipe.wait(for: library.PQsocket(connection.handle), milliseconds: -1)
      guard library.PQconsumeInput(connection.handle) == 1, !connection.isBroken else {
        throw connection.lost("LISTEN")
      }
    }
  }

  /// Rings for what has come, also with the answers to what was sent.
  private func hear(_ connection: PostgresConnection) {
    let library = connection.library
    while let notification = library.PQnotifies(connection.handle) {
      defer { library.PQfreemem(notification) }
      let isOwn = notification.pointee.process == connection.process
      if !isOwn, let payload = notification.pointee.payload { ring(String(cString: payload)) }
    }
  }

  private func send(over connection: PostgresConnection) throws(SQLError) {
    let topics = state.withLock { state in
      defer { state.toSend = [] }
      return state.toSend
    }
    do throws(SQLError) {
      for topic in topics { _ = try connection.execute("SELECT pg_notify(\(Self.channel), \(topic))") }
    } catch {
      // They go over the next connection; one that is heard twice does no harm.
      state.withLock { $0.toSend.formUnion(topics) }
      throw error
    }
  }

  /// Wakes those who listen to a topic, or to any.
  private func ring(_ topic: String?) {
    let listeners = state.withLock { state in
      topic.map { state.listeners[$0] ?? [] } ?? state.listeners.values.flatMap(\.self)
    }
    for listener in listeners { listener.yield() }
  }
}
