/// Which runs wait until the steward has looked at them; what is nil is not looked at.
public struct HoldRule: Sendable, Hashable {
  /// The images.
  public var image: ImagePattern?
  /// The functions.
  public var methods: [String]?
  /// The ids of users.
  public var users: [String]?
  /// The ids or names of organizations.
  public var organizations: [String]?

  /// A rule; without conditions it holds every run.
  public init(
    image: ImagePattern? = nil, methods: [String]? = nil, users: [String]? = nil, organizations: [String]? = nil
  ) {
    self.image = image
    self.methods = methods
    self.users = users
    self.organizations = organizations
  }
}
