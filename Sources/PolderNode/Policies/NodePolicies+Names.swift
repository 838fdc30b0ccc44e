extension NodePolicies {
  private static let basics = "ghcr.io/vantage6/algorithm-basics"

  /// What the rules say that look at the names of image, user and organization alone.
  func byName(_ question: PolicyQuestion) -> [PolicyFinding] {
    // Whatever its tag or digest; what is no name of an image is compared as it is.
    if !allowsBasics, Self.isBasics(question.image) {
      return [
        PolicyFinding(
          .refuses, place("allow_basics_algorithm"),
          "The policies of this node do not allow the image of basic algorithms")
      ]
    }
    guard !users.isEmpty || !organizations.isEmpty else { return [] }
    if let user = question.user, let entry = users.firstIndex(of: String(user)) {
      return [PolicyFinding(.passes, place("allowed_users", entry), "The user is on the list")]
    }
    if let entry = organizations.firstIndex(where: { Self.isNamed($0, question) }) {
      return [PolicyFinding(.passes, place("allowed_organizations", entry), "The organization is on the list")]
    }
    let keys = [users.isEmpty ? nil : "allowed_users", organizations.isEmpty ? nil : "allowed_organizations"]
    let set = keys.compactMap(\.self)
    let others = set.dropFirst().map { ", policies.\($0)" }.joined()
    let first = place(set.first ?? "allowed_users")
    return [
      PolicyFinding(
        .refuses, PolicyPlace(first.key + others, line: first.line),
        "The policies of this node do not allow tasks of this user and organization")
    ]
  }

  private static func isBasics(_ image: String) -> Bool {
    guard let name = ImageName(image) else { return image.lowercased().hasPrefix(basics) }
    return name.repository.lowercased() == basics
  }

  static func isNamed(_ entry: String, _ question: PolicyQuestion) -> Bool {
    if let organization = question.organization, entry == String(organization) { return true }
    // An organization may call itself by a number, which is then no id.
    guard Int64(entry) == nil, let name = question.organizationName else { return false }
    return name.utf8.elementsEqual(entry.utf8)
  }
}
