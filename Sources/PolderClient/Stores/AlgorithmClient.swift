public import PolderCore
import PolderTransport

/// Algorithms of the store that was chosen.
public struct AlgorithmClient: Sendable {
  let store: ChosenStore

  /// One page of algorithms: those that are approved, unless one of the flags asks for others.
  public func list(
    name: String? = nil, description: String? = nil, image: String? = nil, partitioning: AlgorithmPartitioning? = nil,
    v6Version: String? = nil, awaitingReviewerAssignment: Bool? = nil, underReview: Bool? = nil,
    inReviewProcess: Bool? = nil, invalidated: Bool? = nil, page: Int = 1, perPage: Int = 10
  ) async throws -> Page<Wire.Algorithm> {
    var query = ListAlgorithms.Query()
    query.name = name
    query.description = description
    query.image = image
    query.partitioning = partitioning?.rawValue
    // The Python client sends it by a name that stores do not know.
    query.vantage6Version = v6Version
    query.awaitingReviewerAssignment = awaitingReviewerAssignment
    query.underReview = underReview
    query.inReviewProcess = inReviewProcess
    query.invalidated = invalidated
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of algorithms that a query asks for.
  public func list(_ query: ListAlgorithms.Query) async throws -> Page<Wire.Algorithm> {
    try await store.caller.page(ListAlgorithms.self, query, \.page)
  }

  /// One algorithm.
  public func get(_ id: AlgorithmID) async throws -> Wire.Algorithm {
    try await store.caller.call(GetAlgorithm.self, path: id)
  }

  /// Takes an algorithm out of use, and gives what the store says about it; it stays to be looked at.
  @discardableResult
  public func invalidate(_ id: AlgorithmID) async throws -> String {
    try await store.caller.call(InvalidateAlgorithm.self, path: id).msg
  }

  /// Deletes an algorithm.
  public func delete(_ id: AlgorithmID) async throws { _ = try await store.caller.call(DeleteAlgorithm.self, path: id) }
}
