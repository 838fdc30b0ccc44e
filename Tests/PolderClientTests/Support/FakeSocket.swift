import PolderCore
import PolderRealtime
import PolderTransport
import Synchronization

@testable import PolderClient

/// A connection that tells what a test wants.
final class FakeSocket: FeedSocket {
  let events: AsyncStream<SocketEvent>
  private let tell: AsyncStream<SocketEvent>.Continuation
  private let authorization: SocketIOClient.Authorization
  private let isClosed = Mutex(false)

  init(_ authorization: @escaping SocketIOClient.Authorization) {
    self.authorization = authorization
    (events, tell) = AsyncStream.makeStream(of: SocketEvent.self)
  }

  func run() async {
    // Ends with the task, as a connection does.
    let (forever, _) = AsyncStream.makeStream(of: Void.self)
    for await _ in forever {}
    close()
  }

  func close() {
    isClosed.withLock { $0 = true }
    tell.finish()
  }

  var wasClosed: Bool { isClosed.withLock { $0 } }

  /// Connects as a client does: asks for the header first.
  @discardableResult
  func connect() async throws -> String? {
    let header = try await authorization()
    tell.yield(.connected(sid: "s"))
    return header
  }

  func fail() { tell.yield(.connectionFailed(reason: "as told", retryIn: .seconds(1))) }

  func lose() { tell.yield(.disconnected(reason: "as told")) }

  func push(_ event: EventName, _ payload: JSONValue? = nil) {
    tell.yield(.event(name: event.rawValue, arguments: payload.map { [$0] } ?? []))
  }
}

/// Hands out sockets one after the other to a feed, and to the test that moves them.
final class FakeSockets: Sendable {
  private let made: AsyncStream<FakeSocket>
  private let make: AsyncStream<FakeSocket>.Continuation

  init() { (made, make) = AsyncStream.makeStream(of: FakeSocket.self) }

  func next(_ authorization: @escaping SocketIOClient.Authorization) -> any FeedSocket {
    let socket = FakeSocket(authorization)
    make.yield(socket)
    return socket
  }

  /// The next socket that the feed asks for.
  func socket() async throws -> FakeSocket {
    for await socket in made { return socket }
    throw CancellationError()
  }
}

/// Tokens that are numbered, a new one at each renewal; at its end none.
actor NumberedTokens: TokenSource {
  private var number = 1
  private let last: Int

  init(last: Int = .max) { self.last = last }

  func token() -> String { "t\(number)" }

  func token(insteadOf rejected: String) throws -> String {
    if rejected == "t\(number)" {
      guard number < last else { throw RequestRefusal(401, "Token has been revoked", code: "token-revoked") }
      number += 1
    }
    return "t\(number)"
  }
}
