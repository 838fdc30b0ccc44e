/// What a token is good for; the raw value is its claim `type`.
enum TokenPurpose: String, Sendable {
  /// To make requests.
  case access
  /// To get new tokens.
  case refresh
  /// To be validated, once handed to another service (deviation 25).
  case validation
}
