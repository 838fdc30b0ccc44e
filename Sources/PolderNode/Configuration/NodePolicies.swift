/// Which tasks a node takes up.
public struct NodePolicies: Sendable, Hashable {
  /// Whether the incumbent's image of basic algorithms may run; true does not by itself allow it.
  public var allowsBasics = true
  /// Names or patterns of images; nil allows all.
  public var algorithms: [String]?
  /// The ids of users whose tasks are taken up; empty allows all, unless organizations are named.
  public var users: [String] = []
  /// The ids or names of organizations whose tasks are taken up; empty allows all, unless users are named.
  public var organizations: [String] = []

  /// Takes up everything.
  public init() {}

  /// Whether a decision needs the name of the organization that started a task.
  public var needsOrganizationName: Bool { organizations.contains { Int64($0) == nil } }

  private static let basics = "ghcr.io/vantage6/algorithm-basics:latest"
  private static let patternCharacters = Set("*\\?$^[](){}|+")

  static func isPattern(_ entry: String) -> Bool { entry.contains { patternCharacters.contains($0) } }

  /// Why a task is not taken up; nil when it is.
  func refusal(image: String, user: Int64?, organization: Int64?, organizationName: String?) -> String? {
    if !allowsBasics, image.hasPrefix(Self.basics) {
      return "The policies of this node do not allow the image of basic algorithms (policies.allow_basics_algorithm)."
    }
    if let algorithms, !algorithms.contains(where: { Self.matches($0, image) }) {
      return "The policies of this node do not allow this image (policies.allowed_algorithms)."
    }
    guard !users.isEmpty || !organizations.isEmpty else { return nil }
    if let user, users.contains(String(user)) { return nil }
    if let organization, organizations.contains(String(organization)) { return nil }
    if let organizationName, organizations.contains(organizationName) { return nil }
    return "The policies of this node do not allow tasks of this user and organization "
      + "(policies.allowed_users, policies.allowed_organizations)."
  }

  private static func matches(_ entry: String, _ image: String) -> Bool {
    guard isPattern(entry) else { return entry == image || entry == withoutTag(image) }
    guard image.utf8.count <= 512, let pattern = try? Regex(entry) else {
      // Patterns were checked when the configuration was read.
      return false
    }
    // A pattern that fails while it matches does not match.
    return (try? pattern.prefixMatch(in: image)) != nil
  }

  /// The name of an image without its tag and digest; a port of the registry is no tag.
  static func withoutTag(_ image: String) -> String {
    let name = image.prefix { $0 != "@" }
    guard let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") else { return String(name) }
    return String(name[..<colon])
  }
}
