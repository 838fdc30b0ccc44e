/// Changes an algorithm that one submitted oneself, as long as nobody has reviewed it.
public enum UpdateAlgorithm: StoreOperation {
  /// The id in the path.
  public typealias Path = AlgorithmID
  /// What changes; what is absent stays.
  public struct Body: RequestBody, Hashable {
    /// The name.
    public var name: String?
    /// What it does.
    public var description: String?
    /// The image (deviation 15: it may be absent).
    public var image: String?
    /// How the data are shared out, a word of `AlgorithmPartitioning`.
    public var partitioning: String?
    /// The version of the contract that it was made for.
    public var vantage6Version: String?
    /// Where its code is.
    public var codeURL: String?
    /// Where its documentation is.
    public var documentationURL: String?
    /// What its developer says to the reviewers.
    public var submissionComments: String?
    /// All functions from now on.
    public var functions: NestedList<NewAlgorithmFunction>?
    /// Whether the digest of the image is asked of the registry again.
    public var refreshDigest: Bool?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init("name", \.name, .longest(1_024)),
      .init("description", \.description, .longest(65_536)),
      .init("image", \.image, .longest(1_024)),
      .init("partitioning", \.partitioning, .word(of: AlgorithmPartitioning.self, "Partitioning", " ")),
      .init("vantage6_version", \.vantage6Version, .longest(128)),
      .init("code_url", \.codeURL, .longest(2_048)),
      .init("documentation_url", \.documentationURL, .longest(2_048)),
      .init("submission_comments", \.submissionComments, .longest(65_536)),
      .init("functions", \.functions, .sound(most: 256)),
      .init("refresh_digest", \.refreshDigest),
    ]
  }
  /// The algorithm.
  public typealias Reply = Wire.Algorithm
  /// `PATCH /algorithm/<id>`
  public static let route = Route(.patch, "algorithm/<id>")
  /// Who may; of those, whoever submitted the algorithm.
  public static let level = StoreLevel.permission(.init(.algorithm, .edit))
  /// What it does.
  public static let summary = "Changes an algorithm"
}
