/// Logs a node in.
public enum LogInNode: Operation {
  /// The key.
  public struct Body: RequestBody {
    /// The key that was shown when the node was made.
    public var apiKey = ""

    /// Nothing given.
    public init() {}

    /// A key.
    public init(apiKey: String) { self.apiKey = apiKey }

    /// The fields.
    public static let fields: [BodyField<Self>] = [.init(required: "api_key", \.apiKey, .uuid)]
  }

  /// The tokens.
  public typealias Reply = Wire.NodeTokens
  /// `POST /token/node`
  public static let route = Route(.post, "token/node")
  /// Open.
  public static let access = Access.open
  /// What it does.
  public static let summary = "Log in as a node"
}

extension BodyConstraint where Value == String {
  /// 32 hexadecimal digits, with or without the usual dashes.
  static var uuid: Self {
    Self { text in
      let digits = text.filter { $0 != "-" }
      let fits = digits.count == 32 && digits.allSatisfy { $0.isHexDigit && $0.isASCII } && text.utf8.count <= 36
      return fits ? nil : "API key is not a valid UUID"
    }
  }
}
