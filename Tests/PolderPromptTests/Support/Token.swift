import PolderClient
import PolderCore

/// Tokens as a server gives them, without a signature that anybody looks at.
enum Token {
  /// A token of a user.
  static func access(_ user: Int64, _ mark: String = "") -> String {
    let claims: JSONValue = ["sub": .integer(user), "iat": 1_700_000_000, "exp": 1_700_021_600, "mark": .string(mark)]
    let part = Base64.encode(claims.bytes).filter { $0 != "=" }.replacing("+", with: "-").replacing("/", with: "_")
    return "e30.\(part).c2ln"
  }

  /// A session of a user that began at a second.
  static func session(of user: Int64 = 7, _ mark: String = "a", at second: Int64 = 100) -> StoredSession {
    StoredSession(access: access(user, mark), refresh: "refresh-\(mark)", received: Timestamp(seconds: second))
  }
}
