extension Wire {
  /// The rules by which an algorithm store is run.
  public struct StorePolicies: Sendable, Codable, Hashable {
    /// Who may see approved algorithms: `public`, `whitelisted` or `private`.
    public let algorithmView: String
    /// Whether servers on the store's own machine are accepted.
    public let allowLocalhost: Bool
    /// How many reviewers an algorithm needs.
    public let minReviewers: PolicyNumber
    /// From how many organizations they have to be.
    public let minReviewingOrganizations: PolicyNumber
    /// The servers whose users may take part.
    public let allowedServers: PolicyList?
    /// Whether developers may choose the reviewers of their own algorithms.
    public let assignReviewOwnAlgorithm: Bool
    /// Who may review, as `name|server`; everybody with the permission when nil.
    public let allowedReviewers: PolicyList?
    /// Who may choose reviewers, as `name|server`; everybody with the permission when nil.
    public let allowedReviewAssigners: PolicyList?

    /// The rules by which an algorithm store is run.
    public init(
      algorithmView: String, allowLocalhost: Bool, minReviewers: PolicyNumber,
      minReviewingOrganizations: PolicyNumber, allowedServers: PolicyList?, assignReviewOwnAlgorithm: Bool,
      allowedReviewers: PolicyList?, allowedReviewAssigners: PolicyList?
    ) {
      self.algorithmView = algorithmView
      self.allowLocalhost = allowLocalhost
      self.minReviewers = minReviewers
      self.minReviewingOrganizations = minReviewingOrganizations
      self.allowedServers = allowedServers
      self.assignReviewOwnAlgorithm = assignReviewOwnAlgorithm
      self.allowedReviewers = allowedReviewers
      self.allowedReviewAssigners = allowedReviewAssigners
    }

    enum CodingKeys: String, CodingKey {
      case algorithmView = "algorithm_view"
      case allowLocalhost = "allow_localhost"
      case minReviewers = "min_reviewers"
      case minReviewingOrganizations = "min_reviewing_organizations"
      case allowedServers = "allowed_servers"
      case assignReviewOwnAlgorithm = "assign_review_own_algorithm"
      case allowedReviewers = "allowed_reviewers"
      case allowedReviewAssigners = "allowed_review_assigners"
    }
  }
}
