/// How an act that the audit log tells of ended.
public enum AuditOutcome: Hashable, Sendable, CustomStringConvertible {
  /// It was done.
  case done
  /// It was refused, with an HTTP status and a stable code.
  case refused(Int, String)
  /// It failed, for a reason that is not the caller's.
  case failed

  /// Reads the text that ``description`` gives.
  public init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    switch (words.first, words.count) {
    case ("done", 1): self = .done
    case ("failed", 1): self = .failed
    case ("refused", 3):
      guard let status = Int(words[1]), String(status) == words[1] else { return nil }
      self = .refused(status, String(words[2]))
    default: return nil
    }
  }

  /// `done`, `failed`, or `refused STATUS CODE`.
  public var description: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .refused(let status, let code): "refused \(status) \(code)"
    }
  }
}
