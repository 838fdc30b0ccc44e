import PolderService

extension CheckItem {
  /// What a finding means for a check.
  init(_ check: String, _ finding: RuntimeFinding) {
    let state: State =
      switch finding.severity {
      case .fine: .ok
      case .warning: .warning
      case .refusal: .error
      }
    self.init(check, state, finding.message, nextStep: finding.nextStep)
  }
}
