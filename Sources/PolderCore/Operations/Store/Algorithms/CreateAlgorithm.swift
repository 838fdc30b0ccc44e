/// Submits an algorithm for review.
public enum CreateAlgorithm: StoreOperation {
  /// The algorithm.
  public struct Body: RequestBody, Hashable {
    /// The name.
    public var name = ""
    /// What it does.
    public var description: String?
    /// The image; its digest is asked of the registry.
    public var image = ""
    /// How the data are shared out, a word of `AlgorithmPartitioning`.
    public var partitioning = ""
    /// The version of the contract that it was made for.
    public var vantage6Version = ""
    /// Where its code is.
    public var codeURL = ""
    /// Where its documentation is.
    public var documentationURL: String?
    /// What its developer says to the reviewers.
    public var submissionComments: String?
    /// What can be called.
    public var functions: NestedList<NewAlgorithmFunction> = []

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "name", \.name, .longest(1_024)),
      .init("description", \.description, .longest(65_536)),
      .init(required: "image", \.image, .longest(1_024)),
      .init(required: "partitioning", \.partitioning, .word(of: AlgorithmPartitioning.self, "Partitioning", " ")),
      .init(required: "vantage6_version", \.vantage6Version, .longest(128)),
      .init(required: "code_url", \.codeURL, .longest(2_048)),
      .init("documentation_url", \.documentationURL, .longest(2_048)),
      .init("submission_comments", \.submissionComments, .longest(65_536)),
      .init(required: "functions", \.functions, .sound(most: 256)),
    ]
  }
  /// The algorithm.
  public typealias Reply = Wire.Algorithm
  /// `POST /algorithm`
  public static let route = Route(.post, "algorithm")
  /// Who may.
  public static let level = StoreLevel.permission(.init(.algorithm, .create))
  /// What it does.
  public static let summary = "Submits an algorithm for review"
  /// Made.
  public static let status = 201
}
