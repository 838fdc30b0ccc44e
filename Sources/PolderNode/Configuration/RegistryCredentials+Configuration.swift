import PolderService

extension RegistryCredentials {
  /// Reads the list `docker_registries`.
  static func list(_ file: Configuration) throws -> [RegistryCredentials] {
    try file.sections("docker_registries").map { section in
      let address = try section.requiredString("registry", "the host of the registry")
      // People write it with a scheme; names of images have none.
      let host = address.split(separator: "://", maxSplits: 1).last.map(String.init) ?? address
      return RegistryCredentials(
        registry: String(host.reversed().drop { $0 == "/" }.reversed()),
        username: try section.requiredString("username", "the account at the registry"),
        password: try section.requiredString("password", "the password of the account"))
    }
  }
}
