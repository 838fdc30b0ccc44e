public import PolderCore
import PolderTransport

/// Reviews at the store that was chosen.
public struct StoreReviewClient: Sendable {
  let store: ChosenStore

  /// One page of reviews; a flag that is false asks for nothing in particular, as one that is nil.
  public func list(
    algorithm: AlgorithmID? = nil, reviewer: StoreUserID? = nil, underReview: Bool? = nil, reviewed: Bool? = nil,
    approved: Bool? = nil, rejected: Bool? = nil, page: Int = 1, perPage: Int = 10
  ) async throws -> Page<Wire.Review> {
    var query = ListReviews.Query()
    query.algorithmID = algorithm
    query.reviewerID = reviewer
    query.underReview = underReview
    query.reviewed = reviewed
    query.approved = approved
    query.rejected = rejected
    query.page = PageRequest(page, perPage)
    return try await list(query)
  }

  /// The page of reviews that a query asks for.
  public func list(_ query: ListReviews.Query) async throws -> Page<Wire.Review> {
    try await store.caller.page(ListReviews.self, query, \.page)
  }

  /// One review.
  public func get(_ id: ReviewID) async throws -> Wire.Review { try await store.caller.call(GetReview.self, path: id) }

  /// Asks a user of the store to review an algorithm.
  public func create(algorithm: AlgorithmID, reviewer: StoreUserID) async throws -> Wire.Review {
    var body = CreateReview.Body()
    body.algorithmID = algorithm
    body.reviewerID = reviewer
    return try await store.caller.call(CreateReview.self, body: body)
  }

  /// Deletes a review.
  public func delete(_ id: ReviewID) async throws { _ = try await store.caller.call(DeleteReview.self, path: id) }

  /// Approves an algorithm as its reviewer, and gives what the store says about it.
  @discardableResult
  public func approve(_ id: ReviewID, comment: String? = nil) async throws -> String {
    try await store.caller.call(ApproveReview.self, path: id, body: ReviewVerdict(comment: comment)).msg
  }

  /// Rejects an algorithm as its reviewer, and gives what the store says about it.
  @discardableResult
  public func reject(_ id: ReviewID, comment: String? = nil) async throws -> String {
    try await store.caller.call(RejectReview.self, path: id, body: ReviewVerdict(comment: comment)).msg
  }
}
