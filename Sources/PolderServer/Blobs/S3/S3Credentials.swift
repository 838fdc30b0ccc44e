/// Who asks a bucket; never to be logged.
struct S3Credentials: Sendable, CustomStringConvertible {
  /// The id of the key.
  let key: String
  /// The secret.
  let secret: String
  /// The token of a session, where the key is a temporary one.
  let token: String?

  /// Nothing of it.
  var description: String { "(hidden)" }
}
