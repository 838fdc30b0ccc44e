import PolderCore
import PolderSQL

/// Where a new task is to run: its collaboration, study and organizations, found and checked.
struct TaskTarget {
  let collaboration: CollaborationRecord
  let study: StudyID?
  let organizations: [OrganizationID]
  let nodes: [NodeRecord]

  /// Checks in the contract's order: what is named is there, belongs together, and has a node.
  init(_ body: CreateTask.Body, _ sql: Transaction) throws {
    study = body.studyID
    collaboration = try Self.collaboration(body, sql)
    organizations = try TaskInputs.organizations(body.organizations)
    let members = try OrganizationRepository.members(of: collaboration.id, sql)
    guard members.isSuperset(of: organizations) else {
      throw RequestRefusal(400, "At least one of the supplied organizations in not within the collaboration.")
    }
    if let study {
      guard try OrganizationRepository.members(of: study, sql).isSuperset(of: organizations) else {
        throw RequestRefusal(400, "At least one of the supplied organizations in not within the specified study.")
      }
    }
    nodes = try NodeRepository.find(of: organizations, in: collaboration.id, sql)
    let covered = Set(nodes.compactMap(\.organization))
    let missing = organizations.filter { !covered.contains($0) }
    guard missing.isEmpty else {
      let list = missing.map(\.description).joined(separator: ", ")
      throw RequestRefusal(
        400,
        "Cannot create this task because there are no nodes registered for the following organization(s): \(list).")
    }
  }

  private static func collaboration(_ body: CreateTask.Body, _ sql: Transaction) throws -> CollaborationRecord {
    var found: CollaborationRecord?
    if let id = body.collaborationID {
      found = try CollaborationRepository.find(id, sql)
      guard found != nil else { throw RequestRefusal(404, "Collaboration id=\(id) not found!") }
    }
    guard let study = body.studyID else { return try required(found) }
    guard let ofStudy = try StudyRepository.collaboration(of: study, sql) else {
      throw RequestRefusal(404, "Study id=\(study) not found")
    }
    if let found {
      guard found.id == ofStudy else {
        throw RequestRefusal(
          400, "The study_id '\(study)' does not belong to the collaboration_id '\(found.id)' that is given.")
      }
      return found
    }
    return try required(ofStudy.flatMap { try CollaborationRepository.find($0, sql) })
  }

  private static func required(_ record: CollaborationRecord?) throws(RequestRefusal) -> CollaborationRecord {
    guard let record else { throw RequestRefusal(404, "The study belongs to no collaboration.") }
    return record
  }
}
