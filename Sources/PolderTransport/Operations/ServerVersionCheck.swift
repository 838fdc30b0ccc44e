public import PolderCore

/// What the version that a server tells means for its callers.
public enum ServerVersionCheck: Sendable {
  /// It speaks what is spoken here.
  case fits
  /// It speaks nearly the same: calls go on, and a person should know.
  case differs(PolderError)
  /// It speaks something else, or is no such server: calls are of no use.
  case unusable(PolderError)

  /// The version that is spoken here, without the parts that change nothing in it.
  public static let spoken = "4.15"

  /// Judges what stands under `version` in the answer to `GetVersion`.
  /// - Parameter version: for instance `4.15.2`
  /// - Returns: what it means
  public static func judge(_ version: String) -> ServerVersionCheck {
    let parts = version.prefix(64).split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, let major = number(parts[0]), let minor = number(parts[1]) else {
      return .unusable(
        problem(
          "The server tells no version that is known here.", version,
          "Check that the address leads to a server of version \(spoken)."))
    }
    switch (major, minor) {
    case (4, 15): return .fits
    case (4, _):
      return .differs(
        problem(
          "The server has version 4.\(minor), and \(spoken) is spoken here: some calls may be refused.", version,
          "Use a server of version \(spoken), or look at each refusal."))
    default:
      return .unusable(
        problem(
          "The server has version \(major).\(minor), and \(spoken) is spoken here.", version,
          "Use a server of version 4."))
    }
  }

  /// What a person should know although calls go on.
  public var warning: PolderError? { if case .differs(let error) = self { error } else { nil } }

  /// Why calls are of no use.
  public var error: PolderError? { if case .unusable(let error) = self { error } else { nil } }

  private static func number(_ text: Substring) -> Int? {
    (1...4).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  private static func problem(_ message: String, _ version: String, _ nextStep: String) -> PolderError {
    let shown = version.prefix(40).unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }
    return PolderError(
      .transportOtherVersion, message, object: "version \(String(String.UnicodeScalarView(shown)))", nextStep: nextStep)
  }
}
