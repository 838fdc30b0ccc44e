import PolderCore

extension Authorizer {
  /// Judges one more thing that a request names, beside what its access is about: a list may be filtered by several.
  static func require(
    _ requirement: Requirement, of principal: Principal, _ facts: Facts,
    refusal: String = "You lack the permission to do that!"
  ) throws(RequestRefusal) {
    _ = try authorize(
      Access(Set(PrincipalKind.allCases), requirement, refusal: refusal), principal: principal, facts: facts)
  }
}
