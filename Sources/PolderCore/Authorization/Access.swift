/// Who may call an operation: the kinds of callers and what is required of them.
public struct Access: Sendable {
  /// The kinds that are accepted; empty means that nobody has to say who they are.
  public let kinds: Set<PrincipalKind>
  /// What is required.
  public let requirement: Requirement
  /// The text of the refusal where the requirement has none of its own.
  public let refusal: String

  /// Whether a token that is good for its own validation only is accepted (deviation 25).
  public let acceptsValidationTokens: Bool

  /// Access for kinds of callers that fulfil a requirement.
  public init(
    _ kinds: Set<PrincipalKind>, _ requirement: Requirement,
    refusal: String = "You lack the permission to do that!", acceptsValidationTokens: Bool = false
  ) {
    self.kinds = kinds
    self.requirement = requirement
    self.refusal = refusal
    self.acceptsValidationTokens = acceptsValidationTokens
  }

  /// Open to everybody.
  public static let open = Access([], .nothing)
}
