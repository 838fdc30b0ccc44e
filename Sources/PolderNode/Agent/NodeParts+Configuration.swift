public import Logging
import PolderCore
import PolderRealtime
import PolderService
import PolderTransport

extension NodeParts {
  /// The parts that a configuration asks for.
  /// - Throws: `PolderError` when an address can not be used, or a program that the runtime needs is missing.
  public init(_ configuration: NodeConfiguration, logger: Logger) throws {
    let channel = try HTTPChannel(base: configuration.apiAddress)
    let endpoint = try SocketEndpoint(url: configuration.serverAddress)
    var options = SocketIOClient.Options()
    options.client = .persistent
    let socket = options
    let changes = ChangeSignal()
    let helpers = HelperBoard(configuration.helpers, dataFolder: configuration.dataFolder)
    self.init(
      runtime: try RuntimeFactory.make(configuration, helpers: helpers, logger: logger),
      proxy: NodeProxy(upstream: channel, changes: changes, logger: logger), channel: channel,
      makeSocket: { try SocketIOClient(endpoint: endpoint, options: socket, authorization: $0) }, changes: changes,
      helpers: helpers, now: Timestamp.systemNow)
  }
}
