public import PolderCore
public import PolderCrypto

/// A public key as a server gives it, beside the one that is pinned.
public struct OfferedKey: Sendable, Hashable {
  /// The organization whose it is said to be.
  public let organization: OrganizationID
  /// The key.
  public let key: PublicKey
  /// What is pinned; nil for nothing.
  public let pin: PinnedKey?
  /// Whether it is the node's own organization.
  public let isOwn: Bool

  /// Whether another key is pinned.
  public var isAnother: Bool { pin.map { $0.key != key } ?? false }
}
