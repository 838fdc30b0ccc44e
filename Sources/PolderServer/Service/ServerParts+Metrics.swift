import Hummingbird
package import Logging
import PolderCore
import PolderHTTP
package import ServiceLifecycle

extension ServerParts {
  /// What answers Prometheus; nil where no port is given.
  package func metrics(
    host: String, port: Int?, logger: Logger, onRunning: @escaping @Sendable (Int) -> Void
  ) -> (any Service)? {
    guard let port else { return nil }
    return Application(
      responder: MetricsResponder(metrics: figures),
      configuration: .init(address: .hostname(host, port: port), serverName: "polder"),
      onServerRunning: { onRunning($0.localAddress?.port ?? port) }, logger: logger)
  }
}
