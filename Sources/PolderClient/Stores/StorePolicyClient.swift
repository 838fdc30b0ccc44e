public import PolderCore
import PolderTransport

/// The rules by which the store that was chosen is run. They stand in its configuration and can only be looked at.
public struct StorePolicyClient: Sendable {
  let store: ChosenStore

  /// All rules.
  public func get() async throws -> Wire.StorePolicies { try await store.caller.call(GetStorePolicies.self) }

  /// Those that everybody may know. No token is sent, so that one need not be logged in.
  public func getPublic() async throws -> Wire.PublicStorePolicies {
    try await store.caller.call(GetPublicStorePolicies.self)
  }
}
