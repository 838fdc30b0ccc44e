import PolderCore

/// Stands for a proxy that can not be reached; says so when it is needed.
struct UnreachableFederation: Federation {
  let error: any Error

  func organizations() throws -> [FederationOrganization] { throw error }
  func run(_ input: AlgorithmInput, name: String, at organizations: [OrganizationID]) throws -> [PartialResult] {
    throw error
  }
}
