/// Among which collaborations a list looks.
public enum CollaborationScope: Sendable {
  /// Those in which an organization takes part: the own one unless another is named.
  case organization
  /// All that the user may see.
  case global
}
