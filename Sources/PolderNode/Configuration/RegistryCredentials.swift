/// By what a registry of images knows the node. It prints without the password.
public struct RegistryCredentials: Sendable, Hashable {
  /// The registry's host, with its port where it has one.
  public let registry: String
  /// The name of the account.
  public let username: String
  /// The password of the account.
  public let password: String

  /// Credentials.
  public init(registry: String, username: String, password: String) {
    self.registry = registry
    self.username = username
    self.password = password
  }
}

extension RegistryCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Registry and account.
  public var description: String { "\(username) at \(registry)" }
  /// Registry and account.
  public var debugDescription: String { description }
  /// Registry and account.
  public var customMirror: Mirror { Mirror(self, children: ["registry": registry, "username": username]) }
}
