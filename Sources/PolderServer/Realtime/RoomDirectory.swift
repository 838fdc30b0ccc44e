package import PolderCore
package import PolderSQL
import PolderService

/// Who is in which room.
package enum RoomDirectory {
  /// The rooms of a caller, in the contract's order; an algorithm is in none.
  package static func rooms(of principal: Principal, _ sql: Transaction) throws -> [Room] {
    switch principal.identity {
    case .container: return []
    case .node(_, _, let collaboration):
      guard let collaboration, principal.collaborations.contains(collaboration) else { return [.allNodes] }
      let own = principal.organization.map { [Room.organization(collaboration, $0)] } ?? []
      return [.allNodes, .collaboration(collaboration)] + own
    case .user:
      if principal.rules.has(.event, .global, .receive) {
        return try sql.rows("SELECT id FROM collaboration ORDER BY id") { .collaboration(try $0.id(0)) }
      }
      let own = principal.collaborations.sorted()
      if principal.rules.has(.event, .collaboration, .receive) { return own.map { .collaboration($0) } }
      guard principal.rules.has(.event, .organization, .receive), let organization = principal.organization else {
        return []
      }
      return own.map { .organization($0, organization) }
    }
  }
}
