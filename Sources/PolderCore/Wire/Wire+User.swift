extension Wire {
  /// A user.
  public struct User: Sendable, Codable {
    /// Where the roles are.
    public let roles: String
    /// Where the rules are.
    public let rules: String
    /// The organization.
    public let organization: Link<Entities.Organization>?
    /// The id.
    public let id: UserID
    /// Always `user`.
    public let type: String
    /// Never set for users.
    public let ip: String?
    /// When the user was last heard of.
    public let lastSeen: Timestamp?
    /// `online` or `offline`.
    public let status: String?
    /// The name to log in with.
    public let username: String?
    /// The first name.
    public let firstname: String?
    /// The last name.
    public let lastname: String?
    /// The e-mail address.
    public let email: String?
    /// Always null (deviation 22).
    public let otpSecret: String?
    /// When a mail about failed logins was last sent.
    public let lastEmailFailedLoginSent: Timestamp?
    /// When a mail about a new password was last sent.
    public let lastEmailRecoverPasswordSent: Timestamp?

    /// A user.
    public init(
      roles: String, rules: String, organization: Link<Entities.Organization>?, id: UserID, type: String,
      ip: String?, lastSeen: Timestamp?, status: String?, username: String?, firstname: String?, lastname: String?,
      email: String?, otpSecret: String?, lastEmailFailedLoginSent: Timestamp?,
      lastEmailRecoverPasswordSent: Timestamp?
    ) {
      self.roles = roles
      self.rules = rules
      self.organization = organization
      self.id = id
      self.type = type
      self.ip = ip
      self.lastSeen = lastSeen
      self.status = status
      self.username = username
      self.firstname = firstname
      self.lastname = lastname
      self.email = email
      self.otpSecret = otpSecret
      self.lastEmailFailedLoginSent = lastEmailFailedLoginSent
      self.lastEmailRecoverPasswordSent = lastEmailRecoverPasswordSent
    }

    enum CodingKeys: String, CodingKey {
      case roles
      case rules
      case organization
      case id
      case type
      case ip
      case lastSeen = "last_seen"
      case status
      case username
      case firstname
      case lastname
      case email
      case otpSecret = "otp_secret"
      case lastEmailFailedLoginSent = "last_email_failed_login_sent"
      case lastEmailRecoverPasswordSent = "last_email_recover_password_sent"
    }
  }
}
