public import Logging
import PolderCore
import PolderService
import PolderTransport

extension NodeCheckTools {
  /// The world as it is.
  public static func system(logger: Logger) -> NodeCheckTools {
    NodeCheckTools(
      channel: { configuration in
        try HTTPChannel(
          base: configuration.apiAddress, pool: HTTPPool(connectTimeout: .seconds(5), perHost: 1),
          timeout: .seconds(15), maximumReplyBytes: 1 << 20)
      }, runtime: { try RuntimeFactory.make($0, logger: logger) },
      connects: { await ConnectionProbe.connects($0, port: $1) }, disk: { DiskFact(under: $0) },
      machine: .present, now: Timestamp.systemNow)
  }
}
