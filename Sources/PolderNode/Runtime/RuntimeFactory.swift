public import Logging
import PolderCore

/// Makes the runtime that a configuration asks for.
public enum RuntimeFactory {
  /// A runtime.
  /// - Parameters:
  ///   - configuration: the node's configuration
  ///   - helpers: what algorithms reach beside the proxy; nil for what the configuration says
  ///   - logger: where the runtime tells what it does
  /// - Returns: the runtime, at rest
  /// - Throws: `PolderError` when a program that it needs is missing
  public static func make(
    _ configuration: NodeConfiguration, helpers: HelperBoard? = nil, logger: Logger
  ) throws -> any Runtime {
    let helpers = helpers ?? HelperBoard(configuration.helpers, dataFolder: configuration.dataFolder)
    let settings = configuration.runtime
    switch settings.kind {
    case .process: return try ProcessRuntime(settings: settings, dataFolder: configuration.dataFolder, helpers: helpers)
    case .container:
      return try ContainerRuntime(
        settings: settings, node: name(configuration), dataFolder: configuration.dataFolder,
        registries: configuration.registries, wantsGPU: configuration.requestsGPU, helpers: helpers,
        logger: logger)
    case .slurm:
      return try SlurmRuntime(
        settings: settings, slurm: settings.slurm ?? SlurmSettings(), dataFolder: configuration.dataFolder,
        helpers: helpers)
    }
  }

  /// The node's data folder bears the name of its configuration, as a rule.
  private static func name(_ configuration: NodeConfiguration) -> String {
    configuration.dataFolder.split(separator: "/").last.map(String.init) ?? "node"
  }
}
