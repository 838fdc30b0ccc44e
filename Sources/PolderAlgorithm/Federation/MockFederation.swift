public import PolderCore

/// A whole collaboration in memory, for authors of algorithms: every site runs the program on its own table, and what
/// leaves a site is judged and written as JSON as at a real node.
public actor MockFederation: Federation {
  /// Something that left a site.
  public struct Release: Sendable {
    /// The site.
    public let organization: OrganizationID
    /// The method that gave it.
    public let method: String
    /// What left, and under which lines of the site's rules.
    public let release: DisclosureRelease
  }

  /// What left sites so far, in the order in which it did.
  public private(set) var releases: [Release] = []
  private let program: AlgorithmProgram
  private let sites: [MockSite]

  /// A collaboration of sites that all have a program.
  public init(program: AlgorithmProgram, sites: [MockSite]) {
    self.program = program
    self.sites = sites
  }

  /// Runs a method as a task of a researcher at one site.
  /// - Parameters:
  ///   - method: the name of the method
  ///   - arguments: the arguments by name
  ///   - site: the organization; nil for the first
  /// - Returns: what the researcher reads
  /// - Throws: `PolderError`
  public func task(
    _ method: String, arguments: JSONObject = [:], at site: OrganizationID? = nil
  ) async throws -> JSONValue {
    let input = AlgorithmInput(method: method, named: arguments)
    return try await part(input, at: site ?? sites.first?.organization.id ?? OrganizationID(0))
  }

  /// The organizations of the sites.
  public func organizations() -> [FederationOrganization] { sites.map(\.organization) }

  /// Runs a method at sites, all at once.
  public func run(
    _ input: AlgorithmInput, name: String, at organizations: [OrganizationID]
  ) async throws -> [PartialResult] {
    let sent = try AlgorithmInput(parsing: input.json.bytes)
    let values = try await withThrowingTaskGroup(of: (OrganizationID, JSONValue).self) { group in
      for organization in organizations {
        group.addTask {
          do { return (organization, try await self.part(sent, at: organization)) } catch {
            throw SubtaskFailure.error(organization: organization, status: "crashed", reason: "\(error)")
          }
        }
      }
      var values: [OrganizationID: JSONValue] = [:]
      for try await (organization, value) in group { values[organization] = value }
      return values
    }
    return organizations.compactMap { id in values[id].map { PartialResult(organization: id, value: $0) } }
  }

  private func part(_ input: AlgorithmInput, at organization: OrganizationID) async throws -> JSONValue {
    guard let site = sites.first(where: { $0.organization.id == organization }) else {
      throw PolderError(.algorithmRequestRefused, "There is no such organization.", object: "\(organization)")
    }
    let result = try await program.call(
      input, databases: site.databases, federation: self, disclosure: site.disclosure)
    let verdict = DisclosureJudge.judge(
      result: result.value.bytes, declaration: result.disclosure?.json.bytes, policy: site.disclosure)
    guard case .allowed(let release) = verdict else { throw verdict.error ?? CancellationError() }
    releases.append(Release(organization: organization, method: input.method, release: release))
    return try JSONValue(parsing: release.bytes, limits: .init(allowsNonFinite: true))
  }
}
