extension Wire {
  /// An organization.
  public struct Organization: Sendable, Codable {
    /// Where its collaborations are.
    public let collaborations: String
    /// Where its nodes are.
    public let nodes: String
    /// Where its users are.
    public let users: String
    /// Where the tasks it started are.
    public let tasks: String
    /// Where its runs are.
    public let runs: String
    /// Where its studies are.
    public let studies: String
    /// The public key as base64 of its PEM text, or an empty text.
    public let publicKey: String
    /// The id.
    public let id: OrganizationID
    /// The name.
    public let name: String?
    /// The internet domain.
    public let domain: String?
    /// The first line of the address.
    public let address1: String?
    /// The second line of the address.
    public let address2: String?
    /// The postal code.
    public let zipcode: String?
    /// The country.
    public let country: String?

    /// An organization.
    public init(
      collaborations: String, nodes: String, users: String, tasks: String, runs: String, studies: String,
      publicKey: String, id: OrganizationID, name: String?, domain: String?, address1: String?, address2: String?,
      zipcode: String?, country: String?
    ) {
      self.collaborations = collaborations
      self.nodes = nodes
      self.users = users
      self.tasks = tasks
      self.runs = runs
      self.studies = studies
      self.publicKey = publicKey
      self.id = id
      self.name = name
      self.domain = domain
      self.address1 = address1
      self.address2 = address2
      self.zipcode = zipcode
      self.country = country
    }

    enum CodingKeys: String, CodingKey {
      case collaborations
      case nodes
      case users
      case tasks
      case runs
      case studies
      case publicKey = "public_key"
      case id
      case name
      case domain
      case address1
      case address2
      case zipcode
      case country
    }
  }
}
