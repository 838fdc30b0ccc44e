public import HummingbirdCore
public import NIOCore
import Synchronization

/// The end of a server, as its connections see it.
///
/// From ``begin()`` on no new connection is taken and every answer is the last one of its connection. Whoever had
/// connected before is answered, also where the server had not come to it yet.
public final class ServerEnding: Sendable {
  /// How often the listener's queue is looked at, and how many times in a row it has to be empty: long enough for
  /// handshakes that had begun. And how often at most: a door that can not be shut may never come to rest.
  private static let (interval, quietLooks, mostLooks) = (Duration.milliseconds(50), 4, 600)

  /// How long a connection stays on which nothing is asked.
  let linger: TimeAmount
  /// How long a peer that has its last answer may take to close its side.
  let farewell: TimeAmount
  private let begun = Atomic<Bool>(false)
  private let shut = Atomic<Bool>(false)
  private let arriving = Atomic<Int>(0)
  private let listener = Mutex<(any Channel)?>(nil)

  /// An end that is still to come.
  /// - Parameters:
  ///   - linger: how long a connection stays on which nothing is asked, so that a request that is on its way is answered
  ///   - farewell: how long a peer that has its last answer may take to close its side
  public init(linger: Duration = .seconds(1), farewell: Duration = .seconds(2)) {
    (self.linger, self.farewell) = (TimeAmount(linger), TimeAmount(farewell))
  }

  /// Whether the end has begun.
  public var hasBegun: Bool { begun.load(ordering: .acquiring) }

  /// Whether nobody new is let in any more, as far as the system knows how.
  public var isShut: Bool { shut.load(ordering: .acquiring) }

  /// The server listens.
  public func listens(at channel: any Channel) { listener.withLock { $0 = channel } }

  /// Begins the end; returns when all who had connected are taken.
  public func begin() async {
    begun.store(true, ordering: .releasing)
    guard let listener = listener.withLock({ $0 }) else { return shut.store(true, ordering: .releasing) }
    // Where the door can not be shut, it stands open until the queue was empty for a while.
    _ = await ListenerGate.close(listener)
    shut.store(true, ordering: .releasing)
    var (quiet, looks) = (0, 0)
    while quiet < Self.quietLooks, looks < Self.mostLooks {
      looks += 1
      do {
        try await Task.sleep(for: Self.interval)
      } catch {
        return  // Whoever cancels does not wait for anybody.
      }
      let isEmpty = await ListenerGate.waiting(listener) ?? 0 == 0 && arriving.load(ordering: .acquiring) <= 0
      quiet = isEmpty ? quiet + 1 : 0
    }
  }

  /// Counts the connections that the listener takes; belongs into the configuration of the application.
  public var arrivals: any AvailableConnectionsDelegate { Arrivals(ending: self) }

  /// A connection was taken, and is on its way to whoever serves it: closing the listener now would leave it to nobody.
  func arrives() { arriving.wrappingAdd(1, ordering: .acquiringAndReleasing) }

  /// A connection has come to whoever serves it, or is gone before.
  func isServed() { arriving.wrappingSubtract(1, ordering: .acquiringAndReleasing) }

  /// Is told of every connection where it is taken from the queue, before anything else happens to it.
  private struct Arrivals: AvailableConnectionsDelegate {
    let ending: ServerEnding

    func connectionOpened() { ending.arrives() }

    func connectionClosed() {}

    func isAcceptingNewConnections() -> Bool { true }
  }
}
