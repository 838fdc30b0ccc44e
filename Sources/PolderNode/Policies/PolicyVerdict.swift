/// What the policies say about a run, and what each rule had to say about it.
public struct PolicyVerdict: Sendable, Hashable {
  /// What each rule says, in the order in which they are asked; nothing is asked after a refusal.
  public let findings: [PolicyFinding]

  /// A verdict.
  public init(_ findings: [PolicyFinding]) { self.findings = findings }

  /// What counts: the refusal, else the first rule that wants it held, else that it passes.
  public var effect: PolicyFinding.Effect { decisive?.effect ?? .passes }

  /// The finding that decides; nil when every rule lets the run pass.
  public var decisive: PolicyFinding? {
    findings.first { $0.effect == .refuses } ?? findings.first { $0.effect == .holds }
  }
}
