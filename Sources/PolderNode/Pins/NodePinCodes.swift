public import PolderCore

extension PolderError.Code {
  /// The server has no public key of an organization.
  public static let nodeNoOfferedKey: Self = "node-no-offered-key"
  /// The key of the own organization is not pinned by hand.
  public static let nodeOwnPin: Self = "node-own-pin"
}
