import PolderRealtime
import PolderTransport

extension SocketRoute {
  /// The way of the other connections.
  init(_ settings: ConnectionSettings, to endpoint: SocketEndpoint) {
    let proxy = settings.proxy(forHost: endpoint.host, port: endpoint.port, isSecure: endpoint.isSecure)
    self.init(
      proxy: proxy.map { Proxy(host: $0.host, port: $0.port, authorization: $0.authorization) },
      certificateFiles: settings.trust.files, trustsSystem: settings.trust.includesSystem)
  }
}
