import PolderCore
import PolderTransport

/// How the server's answer to a report about a run is to be understood.
enum ServerTrouble: Error, Sendable, Hashable {
  /// No usable answer; the same again later.
  case unreachable(String)
  /// The run has ended already as far as the server is concerned.
  case alreadyFinished
  /// The run is not, or no longer, this node's or anybody's.
  case notOurs(String)
  /// The server does not want this, and would not want it again.
  case refused(status: Int, reason: String)

  /// Sorts an error of a call about a thing with a number. A server says of which it knows nothing; a gateway that does not
  /// find the server says only that there is nothing.
  init(_ error: any Error, about number: some CustomStringConvertible) {
    if let refusal = error as? RequestRefusal, refusal.status == 404, !refusal.message.contains("\(number)") {
      self = .unreachable("404: \(refusal.message)")
    } else {
      self.init(error)
    }
  }

  /// Sorts an error of a call.
  init(_ error: any Error) {
    guard let refusal = error as? RequestRefusal else {
      self = .unreachable((error as? PolderError)?.message ?? "The call was given up.")
      return
    }
    switch refusal.status {
    case 404: self = .notOurs(refusal.message)
    case 401, 403:
      // What is about the token can be mended by a new one.
      let isAboutToken = refusal.code.rawValue.hasPrefix("token-") || refusal.message.contains("oken")
      self = isAboutToken ? .unreachable(refusal.message) : .notOurs(refusal.message)
    case 400 where refusal.message.lowercased().contains("finished"): self = .alreadyFinished
    case 408, 425, 429, 500...: self = .unreachable("\(refusal.status): \(refusal.message)")
    default: self = .refused(status: refusal.status, reason: refusal.message)
    }
  }

  /// Whether the same may succeed later.
  var isPassing: Bool { if case .unreachable = self { true } else { false } }

  /// In words.
  var reason: String {
    switch self {
    case .unreachable(let reason), .notOurs(let reason): reason
    case .alreadyFinished: "The run has ended already."
    case .refused(let status, let reason): "\(status): \(reason)"
    }
  }
}
