public import PolderCore
public import PolderSQL

/// What has mails to write that were not written with the request that they are about: who is to be told, and whether
/// at all, is found out in the background.
public protocol MailSource: Sendable {
  /// Whether there is something to be found out.
  func isWaiting(_ sql: Transaction) throws -> Bool
  /// Finds it out for some of what waits and writes the mails; what was looked at waits no more.
  func settle(now: Timestamp, _ sql: Transaction) throws
}
