public import PolderCore

extension AlgorithmContext {
  /// The organizations to ask: those that an argument names, or all of the collaboration.
  /// - Parameter argument: the name of the argument
  /// - Returns: their ids
  /// - Throws: `PolderError` `algorithm-invalid-arguments` when there is none, or one is named twice
  public func participants(argument: String = "organizations") async throws -> [OrganizationID] {
    let chosen: [OrganizationID]? = try arguments.optional(argument)
    let organizations: [OrganizationID]
    if let chosen { organizations = chosen } else { organizations = try await federation.organizations().map(\.id) }
    guard !organizations.isEmpty, Set(organizations).count == organizations.count else {
      throw PolderError(
        .algorithmInvalidArguments, "The organizations are none, or one of them is named twice.", object: argument,
        nextStep: "Leave the argument out to ask all organizations of the collaboration.")
    }
    return organizations
  }
}
