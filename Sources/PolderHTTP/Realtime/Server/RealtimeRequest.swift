/// What a request to `/socket.io/` asks for.
struct RealtimeRequest {
  /// Why a request is refused, in the words that clients in the field know.
  struct Refusal: Error, Equatable {
    let message: String

    static let version = Refusal(
      message: "The client is using an unsupported version of the Socket.IO or Engine.IO protocols")
    static let transport = Refusal(message: "Invalid transport")
    static let session = Refusal(message: "Invalid session")
    static let origin = Refusal(message: "Not an accepted origin.")
    static let full = Refusal(message: "Too many sessions")
    static let payload = Refusal(message: "Invalid payload")
  }

  static let path = "/socket.io/"

  let sid: String?
  let transport: String?
  let version: String?

  /// Nil when the path is another one.
  init?(target: some StringProtocol) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, Self.matches(path) else { return nil }
    var values: [Substring: String] = [:]
    for pair in (parts.count > 1 ? String(parts[1].prefix(4_096)) : "").split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[halves[0]] = halves.count > 1 ? String(halves[1]) : ""
    }
    sid = values["sid"]
    transport = values["transport"]
    version = values["EIO"]
  }

  static func matches(_ path: some StringProtocol) -> Bool { path == Self.path || path == "/socket.io" }
}
