public import HummingbirdCore

/// Puts the sockets of a hub and the plain requests of a Hummingbird application onto one port.
///
/// ```swift
/// let realtime = RealtimeServerBuilder(hub: hub, delegate: delegate)
/// let application = Application(responder: responder, server: realtime.server(), configuration: configuration)
/// ```
public struct RealtimeServerBuilder: Sendable {
  private let polling: PollingEndpoint
  private let ending: ServerEnding

  /// A builder for a hub, whose sockets the delegate serves; connections end as `ending` says.
  public init(hub: SocketHub, delegate: any SocketDelegate, ending: ServerEnding = ServerEnding()) {
    polling = PollingEndpoint(hub: hub, delegate: delegate)
    self.ending = ending
  }

  /// The server for `Application(responder:server:…)`. Where `interceptsPolling` is false, requests to `/socket.io/`
  /// go to the application's responder, which has to route them to `handlePolling`; a poll then does not end as soon as
  /// its peer goes away. With an identity everything is encrypted, the websockets too.
  public func server(interceptsPolling: Bool = true, tls: TLSIdentity? = nil) -> HTTPServerBuilder {
    let (polling, ending) = (self.polling, self.ending)
    return HTTPServerBuilder { responder in
      RealtimeServerChannel(
        responder: responder, polling: polling, interceptsPolling: interceptsPolling, tls: tls, ending: ending)
    }
  }

  /// The server for `Application(responder:server:…)`.
  public static func server(hub: SocketHub, delegate: any SocketDelegate) -> HTTPServerBuilder {
    RealtimeServerBuilder(hub: hub, delegate: delegate).server()
  }

  /// Answers a GET, POST or OPTIONS request to `/socket.io/`: the polling transport. For an application that routes
  /// these requests itself, and for tests without a port.
  public func handlePolling(_ request: Request) async -> Response { await polling.respond(to: request, watch: nil) }
}
