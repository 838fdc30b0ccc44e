public import PolderCore
import PolderTransport

/// Studies, as the session's user may see and change them.
public struct StudyClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// One page of studies; with `includeOrganizations` they hold their organizations in place of an address.
  public func list(
    name: String? = nil, organization: OrganizationID? = nil, collaboration: CollaborationID? = nil,
    includeOrganizations: Bool = false, page: Int = 1, perPage: Int = 20
  ) async throws -> Page<Wire.Study> {
    var query = ListStudies.Query()
    query.name = name
    query.organizationID = organization
    query.collaborationID = collaboration
    query.include = includeOrganizations ? ["organizations"] : []
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of studies that a query asks for.
  public func list(_ query: ListStudies.Query) async throws -> Page<Wire.Study> {
    try await caller.page(ListStudies.self, query, \.page)
  }

  /// One study.
  public func get(_ id: StudyID) async throws -> Wire.Study { try await caller.call(GetStudy.self, path: id) }

  /// Makes a study, of the collaboration that was set up unless another is named.
  public func create(
    name: String, organizations: [OrganizationID], collaboration: CollaborationID? = nil
  ) async throws -> Wire.Study {
    var body = CreateStudy.Body()
    body.name = name
    body.organizationIDs = organizations
    body.collaborationID = try defaults.collaboration(collaboration)
    return try await caller.call(CreateStudy.self, body: body)
  }

  /// Changes a study; what is nil stays, the organizations replace those there were.
  public func update(
    _ id: StudyID, name: String? = nil, organizations: [OrganizationID]? = nil
  ) async throws -> Wire.Study {
    var change = UpdateStudy.Change()
    change.name = name
    change.organizationIDs = organizations
    return try await caller.call(UpdateStudy.self, path: id, body: LateBody(change))
  }

  /// Deletes a study.
  public func delete(_ id: StudyID) async throws { _ = try await caller.call(DeleteStudy.self, path: id) }

  /// Adds an organization to a study, and gives all that are in it then.
  @discardableResult
  public func addOrganization(_ organization: OrganizationID, study: StudyID) async throws -> [Wire.Organization] {
    try await caller.call(AddStudyOrganization.self, path: study, body: LateBody(IDBody(organization)))
  }

  /// Removes an organization from a study, and gives those that are left.
  @discardableResult
  public func removeOrganization(_ organization: OrganizationID, study: StudyID) async throws -> [Wire.Organization] {
    try await caller.call(RemoveStudyOrganization.self, path: study, body: LateBody(IDBody(organization)))
  }
}
