/// How a service is reached, and what a request may cost.
public struct DispatcherSettings: Sendable {
  /// What stands before every path, `/api` for instance; empty for nothing.
  public var prefix: String
  /// The most bytes of a body.
  public var bodyLimit: Int
  /// The most bytes of a body before anybody has said who it is.
  public var openBodyLimit: Int
  /// How deep a body's lists and objects may be nested.
  public var bodyDepth: Int
  /// How many values and keys a body may have in all: each costs memory, however few bytes it has.
  public var bodyValues: Int
  /// The most bytes of a path with its query.
  public var targetLimit: Int
  /// The most bytes of all headers together.
  public var headerLimit: Int
  /// The origins that browsers may come from; `*` stands for any.
  public var origins: [String]
  /// The proxies that are believed when they say for whom they speak.
  public var proxies = TrustedProxies()
  /// How often an address may try to log in; nil for any number.
  public var attempts: AttemptLimit?
  /// Whether browsers should come by TLS only from now on.
  public var isSecure = false

  /// Settings; by default `/api`, 64 MiB and 64 KiB, 64 levels, 262,144 values, 16 KiB, 32 KiB, any origin.
  public init(
    prefix: String = "/api", bodyLimit: Int = 64 << 20, openBodyLimit: Int = 64 << 10, bodyDepth: Int = 64,
    bodyValues: Int = 1 << 18, targetLimit: Int = 16 << 10, headerLimit: Int = 32 << 10, origins: [String] = ["*"]
  ) {
    let trimmed = prefix.split(separator: "/").joined(separator: "/")
    self.prefix = trimmed.isEmpty ? "" : "/" + trimmed
    self.bodyLimit = bodyLimit
    self.openBodyLimit = openBodyLimit
    self.bodyDepth = bodyDepth
    self.bodyValues = bodyValues
    self.targetLimit = targetLimit
    self.headerLimit = headerLimit
    self.origins = origins
  }
}
