import PolderAlgorithm
import PolderCore

/// The organizations that take part in a computation.
enum Participants {
  static let parameter = "organizations"

  /// Those that the argument names, or all of the collaboration.
  static func organizations(_ context: AlgorithmContext) async throws -> [OrganizationID] {
    let chosen: [OrganizationID]? = try context.arguments.optional(parameter)
    let organizations: [OrganizationID]
    if let chosen {
      organizations = chosen
    } else {
      organizations = try await context.federation.organizations().map(\.id)
    }
    guard !organizations.isEmpty, Set(organizations).count == organizations.count else {
      throw PolderError(
        .algorithmInvalidArguments, "The organizations are none, or one of them is named twice.", object: parameter,
        nextStep: "Leave the argument out to ask all organizations of the collaboration.")
    }
    return organizations
  }
}
