extension Wire {
  /// An algorithm of a store, with its functions.
  public struct Algorithm: Sendable, Codable, Hashable {
    /// What can be called.
    public let functions: [AlgorithmFunction]
    /// Who submitted it.
    public let developerID: StoreUserID?
    /// Where its reviews are.
    public let reviews: String
    /// The id.
    public let id: AlgorithmID
    /// The name.
    public let name: String
    /// What it does.
    public let description: String?
    /// The image, without digest.
    public let image: String
    /// Where it stands: `awaiting reviewer assignment`, `under review`, `approved`, `rejected`, `replaced` or `removed`.
    public let status: String
    /// Where its code is.
    public let codeURL: String?
    /// Where its documentation is.
    public let documentationURL: String?
    /// How the data are shared out: `horizontal` or `vertical`.
    public let partitioning: String
    /// The version of the contract that it was made for.
    public let vantage6Version: String
    /// The digest of the image that was submitted.
    public let digest: String?
    /// When it was submitted.
    public let submittedAt: Timestamp?
    /// When it was approved.
    public let approvedAt: Timestamp?
    /// When it was rejected, replaced or removed.
    public let invalidatedAt: Timestamp?
    /// What its developer says to the reviewers.
    public let submissionComments: String?

    /// An algorithm of a store, with its functions.
    public init(
      functions: [AlgorithmFunction], developerID: StoreUserID?, reviews: String, id: AlgorithmID, name: String,
      description: String?, image: String, status: String, codeURL: String?, documentationURL: String?,
      partitioning: String, vantage6Version: String, digest: String?, submittedAt: Timestamp?,
      approvedAt: Timestamp?, invalidatedAt: Timestamp?, submissionComments: String?
    ) {
      self.functions = functions
      self.developerID = developerID
      self.reviews = reviews
      self.id = id
      self.name = name
      self.description = description
      self.image = image
      self.status = status
      self.codeURL = codeURL
      self.documentationURL = documentationURL
      self.partitioning = partitioning
      self.vantage6Version = vantage6Version
      self.digest = digest
      self.submittedAt = submittedAt
      self.approvedAt = approvedAt
      self.invalidatedAt = invalidatedAt
      self.submissionComments = submissionComments
    }

    enum CodingKeys: String, CodingKey {
      case functions
      case developerID = "developer_id"
      case reviews
      case id
      case name
      case description
      case image
      case status
      case codeURL = "code_url"
      case documentationURL = "documentation_url"
      case partitioning
      case vantage6Version = "vantage6_version"
      case digest
      case submittedAt = "submitted_at"
      case approvedAt = "approved_at"
      case invalidatedAt = "invalidated_at"
      case submissionComments = "submission_comments"
    }
  }
}
