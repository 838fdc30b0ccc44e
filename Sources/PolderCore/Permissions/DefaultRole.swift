/// A role that every server has.
public struct DefaultRole: Sendable {
  /// The name, which no other role may take.
  public let name: String
  /// What the role is for.
  public let description: String
  /// The rules of the role in the order in which a fresh database lists them; one may stand twice.
  public let rules: [RuleKey]
  /// Whether rules that an operator added stay at the next start.
  public let onlyGains: Bool

  /// The seven roles in the order in which a fresh database numbers them, from 1.
  public static let all = [root, container, node, viewer, researcher, organizationAdmin, collaborationAdmin]

  /// The role that has every rule.
  public static let root = DefaultRole(
    name: "Root", description: "Super role", rules: RuleKey.catalogue.map(\.key), onlyGains: false)

  /// The role whose rules every algorithm container has.
  public static let container = DefaultRole(
    name: "container", description: "container role", numbers: [3, 14, 21, 22, 29, 39, 69, 77], onlyGains: true)

  /// The role whose rules every node has.
  public static let node = DefaultRole(
    name: "node", description: "node role", numbers: [3, 6, 14, 21, 22, 24, 29, 39, 69, 77], onlyGains: true)

  private static let viewerRules = [51, 55, 44, 21, 22, 14, 58, 3, 2, 29, 39, 69, 70, 71, 77]
  private static let adminRules = viewerRules + [47, 50, 54, 24, 61, 64, 67, 9, 6, 73]

  /// The role that looks on.
  public static let viewer = DefaultRole(
    name: "Viewer",
    description: "Can manage their own account and view resources related to their organization", numbers: viewerRules)

  /// The role that performs tasks.
  public static let researcher = DefaultRole(
    name: "Researcher",
    description: "Can perform tasks, manage their own account, and view resources related to their organization",
    numbers: viewerRules + [33, 36])

  /// The role that manages an organization.
  public static let organizationAdmin = DefaultRole(
    name: "Organization Admin",
    description: "Can manage an organization including its users, roles, and nodes.", numbers: adminRules)

  /// The role that manages a collaboration.
  public static let collaborationAdmin = DefaultRole(
    name: "Collaboration Admin",
    description: "Can manage a collaboration including its organization and users. "
      + "Also has permissions of an organization admin and researcher.",
    numbers: adminRules + [33, 36, 43, 46, 49, 20, 25, 14, 16, 57, 8, 2, 11, 74, 78, 83, 80, 85])

  private init(name: String, description: String, rules: [RuleKey], onlyGains: Bool) {
    self.name = name
    self.description = description
    self.rules = rules
    self.onlyGains = onlyGains
  }

  /// Numbers are those of the catalogue, from 1.
  private init(name: String, description: String, numbers: [Int], onlyGains: Bool = false) {
    self.init(
      name: name, description: description, rules: numbers.map { RuleKey.catalogue[$0 - 1].key }, onlyGains: onlyGains)
  }
}
