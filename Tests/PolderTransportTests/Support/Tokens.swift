import PolderCore
import PolderTransport
import Synchronization

/// A token as a server writes one; nobody here looks at its signature.
func token(_ claims: JSONValue) -> String {
  [#"{"alg":"HS256","typ":"JWT"}"#, claims.text, "signature"].map { Base64.encode($0.utf8) }.joined(separator: ".")
    .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

/// A pair whose access token is good from one second to another.
func pair(_ name: String, from issued: Int64, to ends: Int64) -> TokenPair {
  TokenPair(
    access: token(["iat": .integer(issued), "exp": .integer(ends), "jti": .string(name)]), refresh: "refresh-\(name)")
}

/// A clock that stands still unless moved.
final class TestClock: Sendable {
  private let seconds: Mutex<Int64>

  init(_ seconds: Int64) { self.seconds = Mutex(seconds) }

  var now: Timestamp { Timestamp(seconds: seconds.withLock { $0 }) }

  func set(_ value: Int64) { seconds.withLock { $0 = value } }
}

/// Gives tokens from a list and counts; keeps which were refused.
actor FakeTokens: TokenSource {
  private var tokens: [String]
  private(set) var rejected: [String] = []

  init(_ tokens: [String]) { self.tokens = tokens }

  func token() -> String { tokens[0] }

  func token(insteadOf rejected: String) -> String {
    self.rejected.append(rejected)
    if tokens.count > 1 { tokens.removeFirst() }
    return tokens[0]
  }
}
