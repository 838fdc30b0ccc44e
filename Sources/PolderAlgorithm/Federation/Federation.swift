public import PolderCore

/// The organizations of a collaboration, as a central method sees them.
public protocol Federation: Sendable {
  /// The organizations of the collaboration, or of the task's study.
  func organizations() async throws -> [FederationOrganization]

  /// Runs a method at organizations and waits for all of them.
  /// - Returns: one result for each, in the order asked for
  /// - Throws: `PolderError` `algorithm-subtask-failed` with the reason of the first that ended without a result
  func run(_ input: AlgorithmInput, name: String, at organizations: [OrganizationID]) async throws -> [PartialResult]
}

extension Federation {
  /// Runs a method at organizations and reads each result as a type.
  /// - Parameters:
  ///   - method: the name of the method
  ///   - arguments: an object of the arguments by name
  ///   - name: the name of the subtask, for people
  ///   - organizations: where
  ///   - type: what the results are
  /// - Returns: one reply for each organization, in the order asked for
  /// - Throws: `PolderError`
  public func call<Reply: Decodable>(
    _ method: String, arguments: some Encodable, name: String = "subtask", at organizations: [OrganizationID],
    as type: Reply.Type = Reply.self
  ) async throws -> [Reply] {
    guard let named = try JSONValueEncoder.value(of: arguments, absent: .omitted).object else {
      throw PolderError(.algorithmInvalidArguments, "The arguments of '\(method)' are no object.")
    }
    let results = try await run(AlgorithmInput(method: method, named: named), name: name, at: organizations)
    return try results.map { result in
      do { return try JSONValueDecoder.decode(type, from: result.value) } catch {
        throw PolderError(
          .algorithmSubtaskFailed, "The result of '\(method)' has another form than expected.",
          object: "organization \(result.organization)",
          nextStep: "See that all nodes run the same version of the algorithm.")
      }
    }
  }
}
