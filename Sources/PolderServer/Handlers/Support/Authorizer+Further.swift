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

  /// Judges one more thing that a request is about.
  static func require(_ access: Access, of principal: Principal, _ facts: Facts) throws(RequestRefusal) {
    _ = try authorize(access, principal: principal, facts: facts)
  }

  /// Whether a caller might do something that the request does not ask for itself.
  static func allows(_ access: Access, _ principal: Principal, _ facts: Facts) -> Bool {
    do throws(RequestRefusal) {
      _ = try authorize(access, principal: principal, facts: facts)
      return true
    } catch {
      return false
    }
  }
}
