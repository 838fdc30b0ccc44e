public import Hummingbird
public import NIOCore

/// What a request brings along from its connection.
public struct DispatchContext: RequestContext {
  /// Hummingbird's part.
  public var coreContext: CoreRequestContextStorage
  /// The peer.
  public let remoteAddress: SocketAddress?

  /// The context of a request on a connection.
  public init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
