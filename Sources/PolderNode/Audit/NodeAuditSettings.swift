import PolderCore
public import PolderService

/// What the configuration says about the audit log, and what the audit log says about the configuration.
public struct NodeAuditSettings: Sendable, Hashable {
  /// How many days entries are kept; nil keeps them for good.
  public var keepDays: Int?
  /// The file of the configuration; nil without one.
  public var source: String?
  /// The SHA-256 of that file.
  public var digest: String?

  /// The keys of the section `audit`.
  static let keys = ["keep_days"]

  /// The defaults.
  public init() {}

  /// Reads the section `audit` of a file.
  public init(_ file: Configuration) throws {
    let section = try file.section("audit")
    // A time that is misspelt would be none.
    try section?.requireKnown(Self.keys)
    keepDays = try section?.int("keep_days", in: 1...36_500)
    source = file.source
    digest = file.digest
  }
}
