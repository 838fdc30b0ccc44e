/// Changes an organization.
public enum UpdateOrganization: Operation {
  /// The id in the path.
  public typealias Path = OrganizationID
  /// What changes; what is absent stays.
  public struct Body: RequestBody {
    /// The name.
    public var name: String?
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
      .init("name", \.name, .name),
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
  /// `PATCH /organization/<id>`
  public static let route = Route(.patch, "organization/<id>")
  /// Who may.
  public static let access = Access([.user, .node], .organization(.organization, .edit))
  /// What it does.
  public static let summary = "Changes an organization"
}
