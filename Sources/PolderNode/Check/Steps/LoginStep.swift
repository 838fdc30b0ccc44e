import PolderCore
public import PolderService

/// Whether the server knows the node's key.
public struct LoginStep: NodeCheckStep {
  private static let name = "login"

  /// A step.
  public init() {}

  /// What is said about the login.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    switch facts.login {
    case nil:
      return [
        CheckItem(Self.name, .warning, "It was not tried.", nextStep: "See what is said about the server.")
      ]
    case .failure(let error):
      guard error.code == .nodeKeyRefused else { return [CheckItem(Self.name, error)] }
      return [
        CheckItem(
          Self.name, .error, error.message, object: "api_key",
          nextStep: "Copy the key that the server showed: `polder node set-key`; or have it reset there.")
      ]
    case .success(let fact):
      let identity = fact.identity
      let running = facts.isRunning ? " A node runs with this data folder at this moment." : ""
      return [
        CheckItem(
          Self.name, .ok,
          "This is node \(identity.node) '\(identity.name)' of organization \(identity.organization), in collaboration "
            + "\(identity.collaboration).\(running)")
      ]
    }
  }
}
