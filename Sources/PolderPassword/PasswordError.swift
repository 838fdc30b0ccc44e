/// Why a password could not be hashed or checked; never with the password.
public enum PasswordError: Error, Sendable, Hashable {
  /// More passwords wait than the queue may hold; the same request may succeed a little later.
  case busy
  /// The password has a NUL character, where bcrypt would end it.
  case containsNUL
  /// The cost is outside 4 … 18.
  case costOutOfRange(Int)
  /// The system's library refused.
  case unavailable
}

extension PasswordError: CustomStringConvertible {
  /// What happened, in one sentence.
  public var description: String {
    switch self {
    case .busy: "Too many passwords are being checked; try again in a few seconds."
    case .containsNUL: "A password can not contain a NUL character."
    case .costOutOfRange(let cost): "The bcrypt cost \(cost) is outside 4 to 18."
    case .unavailable: "The system's library (libcrypt) refused to make a bcrypt hash."
    }
  }
}
