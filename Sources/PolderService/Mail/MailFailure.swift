/// Why a mail did not leave.
public struct MailFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, in one sentence, without addresses and passwords.
  public let reason: String
  /// Whether trying again is of no use: the server refused this mail for good.
  public let isFinal: Bool

  /// A failure.
  public init(_ reason: String, isFinal: Bool) {
    self.reason = reason
    self.isFinal = isFinal
  }

  /// The reason.
  public var description: String { reason }
}
