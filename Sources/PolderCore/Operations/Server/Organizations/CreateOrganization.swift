/// Makes an organization.
public enum CreateOrganization: Operation {
  /// What is known of it.
  public struct Body: RequestBody {
    /// The name.
    public var name = ""
    /// The first line of the address.
    public var address1: String?
    /// The second line of the address.
    public var address2: String?
    /// The postal code.
    public var zipcode: String?
    /// The country.
    public var country: String?
    /// The internet domain.
    public var domain: String?
    /// The public key as base64 of its PEM text.
    public var publicKey: String?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "name", \.name, .name),
      .init("address1", \.address1, .longest(128)),
      .init("address2", \.address2, .longest(128)),
      .init("zipcode", \.zipcode, .longest(128)),
      .init("country", \.country, .longest(128)),
      .init("domain", \.domain, .longest(128)),
      .init("public_key", \.publicKey),
    ]
  }
  /// The organization.
  public typealias Reply = Wire.Organization
  /// `POST /organization`
  public static let route = Route(.post, "organization")
  /// Who may.
  public static let access = Access(
    [.user], .atLeast(.global, .organization, .create), refusal: "You lack the permissions to do that!")
  /// What it does.
  public static let summary = "Makes an organization"
  /// Made.
  public static let status = 201
  /// The permission comes first.
  public static let authorizesBeforeBody = true
}
