/// Decides who may do what: the only place where access is judged. Pure.
public enum Authorizer {
  /// Judges a request; throws the refusal.
  public static func authorize(
    _ access: Access, principal: Principal?, facts: Facts
  ) throws(RequestRefusal) -> Grant {
    guard !access.kinds.isEmpty else { return Grant(scope: nil, reason: "open to everybody") }
    guard let principal else {
      throw RequestRefusal(401, "Missing Authorization Header", code: "token-missing")
    }
    guard access.kinds.contains(principal.kind) else {
      throw RequestRefusal(
        403, "This is not open to a \(principal.kind.rawValue).", code: "principal-kind")
    }
    guard !principal.isForValidationOnly || access.acceptsValidationTokens else {
      throw RequestRefusal(403, "This token is good for its own validation only.", code: "token-purpose")
    }
    switch judge(access.requirement, principal, facts) {
    case .allowed(let scope, let reason): return Grant(scope: scope, reason: reason)
    case .refused(let text):
      throw RequestRefusal(401, text ?? access.refusal, code: "permission-lacking")
    }
  }

  enum Judgement {
    case allowed(Scope?, String)
    case refused(String?)

    var isAllowed: Bool { if case .allowed = self { true } else { false } }
  }

  static func judge(_ requirement: Requirement, _ principal: Principal, _ facts: Facts) -> Judgement {
    switch requirement {
    case .nothing: return .allowed(nil, "accepted kind of caller")
    case .refusing(let text, let inner):
      let judgement = judge(inner, principal, facts)
      return judgement.isAllowed ? judgement : .refused(fill(text, facts))
    case .all(let requirements): return judgeAll(requirements, principal, facts)
    case .any(let requirements):
      var last = Judgement.refused(nil)
      for requirement in requirements {
        last = judge(requirement, principal, facts)
        if last.isAllowed { return last }
      }
      return last
    case .whenOrganization(let inner):
      return facts.organization == nil ? .allowed(nil, "no organization named") : judge(inner, principal, facts)
    case .whenCollaboration(let inner):
      return facts.collaboration == nil ? .allowed(nil, "no collaboration named") : judge(inner, principal, facts)
    case .whenKind(let kind, let inner):
      return principal.kind == kind ? judge(inner, principal, facts) : .allowed(nil, "another kind of caller")
    case .handOut: return judgeHandOut(principal, facts)
    default: return judgeSingle(requirement, principal, facts)
    }
  }

  private static func judgeAll(
    _ requirements: [Requirement], _ principal: Principal, _ facts: Facts
  ) -> Judgement {
    var scope: Scope?
    var reasons: [String] = []
    for requirement in requirements {
      switch judge(requirement, principal, facts) {
      case .refused(let text): return .refused(text)
      case .allowed(let granted, let reason):
        if let granted { scope = max(scope ?? granted, granted) }
        reasons.append(reason)
      }
    }
    return .allowed(scope, reasons.joined(separator: ", "))
  }

  private static func judgeHandOut(_ principal: Principal, _ facts: Facts) -> Judgement {
    guard let missing = facts.handedOut.first(where: { !principal.rules.covers($0) }) else {
      return .allowed(nil, "holds every rule handed out")
    }
    return .refused(
      "You don't have the rule (\(missing.resource.rawValue), \(missing.scope.rawValue.lowercased()), "
        + "\(missing.operation.rawValue.lowercased()))")
  }

  private static func fill(_ text: String, _ facts: Facts) -> String {
    var filled = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
      filled += rest[..<start]
      switch rest[rest.index(after: start)..<end] {
      case "organization": filled += facts.organization.map(\.description) ?? "None"
      case "collaboration": filled += facts.collaboration.map(\.description) ?? "None"
      default: filled += rest[start...end]
      }
      rest = rest[rest.index(after: end)...]
    }
    return filled + rest
  }
}
