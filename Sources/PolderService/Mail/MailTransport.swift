/// What brings mails to a mail server.
public protocol MailTransport: Sendable {
  /// Hands one mail to the server; returns when the server took it.
  /// - Parameters:
  ///   - message: the mail as it travels
  ///   - sender: the address that it comes from
  ///   - recipient: the address that it goes to
  /// - Throws: `MailFailure`, or `CancellationError`
  func send(_ message: [UInt8], from sender: String, to recipient: String) async throws
}
