/// One mount of the node's own container.
public struct HostMount: Sendable, Hashable {
  /// What is mounted.
  public enum Kind: Sendable, Hashable {
    /// A path of the machine.
    case bind
    /// A volume of this name.
    case volume(name: String)
  }

  /// Where it is in the container.
  public let destination: String
  /// Where it is on the machine; for a volume, where the engine keeps it.
  public let source: String
  /// What is mounted.
  public let kind: Kind
  /// Whether the container may write to it.
  public let isWritable: Bool

  /// A mount.
  public init(destination: String, source: String, kind: Kind, isWritable: Bool) {
    self.destination = destination
    self.source = source
    self.kind = kind
    self.isWritable = isWritable
  }
}
