import PolderCore
import PolderSQL

/// Whom nodes let create tasks, as far as they tell: lists of users and organizations, by id or by name.
enum NodeRestrictions {
  /// Refuses a user whom one of the nodes does not want.
  static func check(_ nodes: [NodeRecord], _ principal: Principal, _ sql: Transaction) throws {
    guard case .user(let id, let username) = principal.identity else { return }
    let restricted = try NodeRepository.settings(of: nodes.map(\.id), sql).values.filter { settings in
      settings.contains { $0.key == users || $0.key == organizations }
    }
    guard !restricted.isEmpty else { return }
    let organization = try principal.organization.flatMap { try OrganizationRepository.find($0, sql) }
    let wanted: [String: Set<String>] = [
      users: [id.description, username],
      organizations: Set([organization?.id.description, organization?.name].compactMap(\.self)),
    ]
    for settings in restricted {
      let isWanted = settings.contains { setting in
        guard let key = setting.key, let value = setting.value else { return false }
        return wanted[key]?.contains(value) ?? false
      }
      guard isWanted else {
        throw RequestRefusal(
          400,
          "Cannot create this task because one of the nodes that you are trying to send this task to does not allow "
            + "you to create tasks.", code: "node-refuses")
      }
    }
  }

  private static let users = "allowed_users"
  private static let organizations = "allowed_orgs"
}
