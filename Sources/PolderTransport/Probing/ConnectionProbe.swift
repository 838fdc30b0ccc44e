import NIOCore
import NIOPosix

/// Looks whether somebody takes connections, and says nothing to him.
public enum ConnectionProbe {
  /// Whether somebody takes a connection.
  /// - Parameters:
  ///   - host: a name or an address
  ///   - port: the port
  ///   - limit: how long it may take
  /// - Returns: whether a connection came about
  public static func connects(_ host: String, port: Int, within limit: Duration = .seconds(5)) async -> Bool {
    do {
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(TimeAmount(limit)).connect(host: host, port: port).get()
      channel.close(promise: nil)
      return true
    } catch {
      return false
    }
  }
}
