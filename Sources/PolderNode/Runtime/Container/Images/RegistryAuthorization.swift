import PolderCore

/// The header by which an engine is told the account at a registry. It is a secret, and goes into no log.
struct RegistryAuthorization: Sendable {
  private let credentials: [RegistryCredentials]

  init(_ credentials: [RegistryCredentials]) { self.credentials = credentials }

  /// The header field for an image; none where no account is known.
  func headers(for name: ImageName) -> [(name: String, value: String)] {
    guard let account = credentials.last(where: { Self.host($0.registry) == Self.host(name.host) }) else { return [] }
    let value: JSONValue = [
      "username": .string(account.username), "password": .string(account.password),
      "serveraddress": .string(account.registry),
    ]
    let text = Base64.encode(value.bytes).replacing("+", with: "-").replacing("/", with: "_")
    return [("X-Registry-Auth", text)]
  }

  /// The default registry has several names.
  private static func host(_ text: String) -> String {
    let host = text.lowercased().split(separator: "://").last.map(String.init) ?? text
    let name = host.split(separator: "/").first.map(String.init) ?? host
    return ["docker.io", "index.docker.io", "registry-1.docker.io"].contains(name) ? "docker.io" : name
  }
}
