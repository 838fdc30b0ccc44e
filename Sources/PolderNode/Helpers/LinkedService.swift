import PolderCore
public import PolderService

/// A container of the machine that algorithms reach by a name (`docker_services`).
public struct LinkedService: Sendable, Hashable {
  /// The name by which algorithms reach it.
  public let alias: String
  /// The name of its container.
  public let container: String

  /// The services of a whole configuration.
  /// - Parameter file: the configuration
  /// - Returns: the services, in the order of the file
  /// - Throws: `PolderError` that names the entry and its line
  public static func list(_ file: Configuration) throws -> [LinkedService] {
    try file.texts("docker_services").map { alias, container in
      guard HelperSettings.isHostName(alias), !alias.contains("."), alias.utf8.count <= 63 else {
        throw file.invalid("docker_services", "under names of at most 63 letters, digits, dashes and underscores")
      }
      guard HelperSettings.isHostName(container) else {
        throw file.invalid("docker_services", "the name of a container for each alias, as `docker ps` shows it")
      }
      return LinkedService(alias: alias, container: container)
    }
  }
}
