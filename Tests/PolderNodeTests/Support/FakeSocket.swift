import PolderCore
import PolderRealtime

@testable import PolderNode

/// The connection of one node to the stand-in of a server.
final class FakeSocket: NodeSocket {
  let events: AsyncStream<SocketEvent>
  private let inbox: AsyncStream<SocketEvent>.Continuation
  private let server: StandInServer
  private let authorization: @Sendable () async throws -> String?

  init(_ server: StandInServer, authorization: @escaping @Sendable () async throws -> String?) {
    self.server = server
    self.authorization = authorization
    (events, inbox) = AsyncStream.makeStream()
  }

  func run() async {
    // A token that can not be had is found out by the calls as well.
    _ = try? await authorization()
    server.update { $0.sockets.append(self) }
    inbox.yield(.connected(sid: "s"))
    push(.sync)
    for await _ in AsyncStream<Void>.makeStream().stream {}
    server.update { $0.leftSockets += 1 }
  }

  func push(_ name: EventName, _ payload: JSONValue? = nil) {
    inbox.yield(.event(name: name.rawValue, arguments: payload.map { [$0] } ?? []))
  }

  func lose() { inbox.yield(.disconnected(reason: "gone")) }

  @discardableResult
  func emit(_ name: String, arguments: [JSONValue]) -> Bool {
    server.update { $0.emitted.append((name, arguments.first)) }
    return true
  }

  func close() {
    server.update { state in state.sockets.removeAll { $0 === self } }
    inbox.finish()
  }
}
