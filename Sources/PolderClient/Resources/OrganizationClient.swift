public import PolderCore
import PolderTransport

/// Organizations, as the session's user may see and change them.
public struct OrganizationClient: Sendable {
  let caller: OperationCaller
  let defaults: SessionDefaults

  /// One page of organizations; of the collaboration that was set up, if one was, unless another is named.
  public func list(
    name: String? = nil, country: String? = nil, collaboration: CollaborationID? = nil, study: StudyID? = nil,
    page: Int? = nil, perPage: Int? = nil
  ) async throws -> Page<Wire.Organization> {
    var query = ListOrganizations.Query()
    query.name = name
    query.country = country
    query.collaborationID = collaboration ?? defaults.collaboration?.collaboration.id
    query.studyID = study
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of organizations that a query asks for.
  public func list(_ query: ListOrganizations.Query) async throws -> Page<Wire.Organization> {
    try await caller.page(ListOrganizations.self, query, \.page)
  }

  /// One organization; the own one unless another is named.
  public func get(_ id: OrganizationID? = nil) async throws -> Wire.Organization {
    try await caller.call(GetOrganization.self, path: try await defaults.organization(id))
  }

  /// Makes an organization.
  /// - Parameters:
  ///   - name: the name
  ///   - address1: street and number
  ///   - address2: the city
  ///   - zipcode: the postal code
  ///   - country: the country
  ///   - domain: the internet domain
  ///   - publicKey: the public key as base64 of its PEM text; it can be set later
  /// - Returns: the organization
  /// - Throws: `RequestRefusal` when the server refuses it
  public func create(
    name: String, address1: String, address2: String, zipcode: String, country: String, domain: String,
    publicKey: String? = nil
  ) async throws -> Wire.Organization {
    var body = CreateOrganization.Body()
    body.name = name
    body.address1 = address1
    body.address2 = address2
    body.zipcode = zipcode
    body.country = country
    body.domain = domain
    body.publicKey = publicKey
    return try await caller.call(CreateOrganization.self, body: body)
  }

  /// Makes an organization of which only the name is known, or little more.
  public func create(name: String, country: String? = nil, domain: String? = nil) async throws -> Wire.Organization {
    var body = CreateOrganization.Body()
    body.name = name
    body.country = country
    body.domain = domain
    return try await caller.call(CreateOrganization.self, body: body)
  }

  /// Changes an organization, the own one unless another is named; what is nil stays.
  public func update(
    _ id: OrganizationID? = nil, name: String? = nil, address1: String? = nil, address2: String? = nil,
    zipcode: String? = nil, country: String? = nil, domain: String? = nil, publicKey: String? = nil
  ) async throws -> Wire.Organization {
    var body = UpdateOrganization.Body()
    body.name = name
    body.address1 = address1
    body.address2 = address2
    body.zipcode = zipcode
    body.country = country
    body.domain = domain
    body.publicKey = publicKey
    return try await update(try await defaults.organization(id), body)
  }

  /// Changes an organization; what is nil stays.
  public func update(_ id: OrganizationID, _ body: UpdateOrganization.Body) async throws -> Wire.Organization {
    try await caller.call(UpdateOrganization.self, path: id, body: body)
  }

  /// Deletes an organization; with `deleteDependents` its nodes, users, runs, tasks and roles too, without it only when
  /// it has none.
  public func delete(_ id: OrganizationID, deleteDependents: Bool = false) async throws {
    _ = try await caller.call(
      DeleteOrganization.self, path: id, query: DependentsQuery(deleteDependents: deleteDependents))
  }
}
