import PolderCore
import PolderSQL

/// Who may take part in a study: organizations of its collaboration.
enum StudyMembers {
  static func check(
    _ organizations: [OrganizationID], in collaboration: CollaborationID?, _ sql: Transaction
  ) throws {
    let members = try collaboration.map { try OrganizationRepository.members(of: $0, sql) } ?? []
    guard members.isSuperset(of: organizations) else {
      throw RequestRefusal(400, "Not all organizations are part of the collaboration!")
    }
  }
}
