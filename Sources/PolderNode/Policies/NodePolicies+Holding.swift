extension NodePolicies {
  /// What the rules say about waiting for the steward: the first that fits counts. What is not known fits.
  func byHold(_ question: PolicyQuestion) -> [PolicyFinding] {
    let found = holds.firstIndex { rule in
      if let image = rule.image, image.match(question.image, digest: question.digest) == .fitsNot { return false }
      if let methods = rule.methods, let input = question.input,
        !methods.contains(where: { Self.isSame($0, input.method) })
      {
        return false
      }
      if let users = rule.users, let user = question.user, !users.contains(String(user)) { return false }
      guard let organizations = rule.organizations, question.organization != nil || question.organizationName != nil
      else { return true }
      return organizations.contains { Self.isNamed($0, question) }
    }
    guard let found else { return [] }
    let holdsAll = holds == [HoldRule()]
    return [
      PolicyFinding(
        .holds, holdsAll ? place("hold") : place("hold", found), "The run waits for the word of the node's steward")
    ]
  }

  /// What all rules say about a run, in the order in which a node asks them.
  public func verdict(_ question: PolicyQuestion) -> PolicyVerdict {
    var findings: [PolicyFinding] = []
    for ask in [byName, byImage, byMethod, byHold] {
      findings += ask(question)
      if findings.last?.effect == .refuses { break }
    }
    return PolicyVerdict(findings)
  }
}
