extension Wire {
  /// The review of an algorithm by one user.
  public struct Review: Sendable, Codable, Hashable {
    /// Who reviews.
    public let reviewer: StoreUser?
    /// Who asked for it.
    public let requestedBy: StoreUser?
    /// The algorithm.
    public let algorithmID: AlgorithmID?
    /// The id.
    public let id: ReviewID
    /// When it was asked for.
    public let requestedAt: Timestamp?
    /// When it was given.
    public let submittedAt: Timestamp?
    /// Where it stands: `under review`, `approved`, `rejected` or `dropped`.
    public let status: String
    /// What the reviewer says.
    public let comment: String?

    /// The review of an algorithm by one user.
    public init(
      reviewer: StoreUser?, requestedBy: StoreUser?, algorithmID: AlgorithmID?, id: ReviewID,
      requestedAt: Timestamp?, submittedAt: Timestamp?, status: String, comment: String?
    ) {
      self.reviewer = reviewer
      self.requestedBy = requestedBy
      self.algorithmID = algorithmID
      self.id = id
      self.requestedAt = requestedAt
      self.submittedAt = submittedAt
      self.status = status
      self.comment = comment
    }

    enum CodingKeys: String, CodingKey {
      case reviewer
      case requestedBy = "requested_by"
      case algorithmID = "algorithm_id"
      case id
      case requestedAt = "requested_at"
      case submittedAt = "submitted_at"
      case status
      case comment
    }
  }
}
