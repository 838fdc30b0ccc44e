/// What the audit log is told of one act: who did or read what, with what outcome, and why it was allowed.
///
/// No password, token, key, input or result ever stands here; texts are cut to bounds.
public struct AuditRecord: Hashable, Sendable {
  /// When.
  public var time: Timestamp
  /// Who, for instance `user:3`, `node:7` or `container:12:7` (task and node); nil when nobody said who it is.
  public var principal: String?
  /// The organization of the one who acts, where it is known.
  public var organization: Int64?
  /// The address it came from.
  public var address: String?
  /// The number of the request in the log.
  public var request: String?
  /// The name of the operation.
  public var operation: String
  /// What it is about, for instance `task/5`.
  public var object: String
  /// `done`, or `refused` with status and code.
  public var outcome: AuditOutcome
  /// Why it was allowed: the rule or the special case that the authorizer named.
  public var reason: String
  /// How often the very same was done since `time`, for reads that are written together.
  public var count: Int64
  /// Further names and ids, for instance the fields that were changed; sorted by name when written.
  public var details: [String: String]

  /// A record.
  public init(
    time: Timestamp, principal: String? = nil, organization: Int64? = nil, address: String? = nil,
    request: String? = nil, operation: String, object: String, outcome: AuditOutcome = .done, reason: String = "",
    count: Int64 = 1, details: [String: String] = [:]
  ) {
    self.time = time
    self.principal = principal
    self.organization = organization
    self.address = address.map { Self.cut($0, 64) }
    self.request = request.map { Self.cut($0, 128) }
    self.operation = Self.cut(operation, 64)
    self.object = Self.cut(object, 256)
    self.outcome = outcome
    self.reason = Self.cut(reason, 512)
    self.count = count
    self.details = details
  }

  /// The text, or its beginning when it is too long.
  public static func cut(_ text: String, _ limit: Int) -> String {
    text.utf8.count <= limit ? text : String(text.unicodeScalars.prefix(limit / 4))
  }
}
