import PolderCore
import PolderTransport

/// What an engine says of itself before anything else: which it is, and which version of the interface is spoken.
struct EngineGreeting: Sendable, Hashable {
  /// Whether it is Podman behind Docker's interface.
  let isPodman: Bool
  /// The version that is spoken, for instance `1.41`.
  let version: EngineVersion

  /// The newest version that this program was written against, and the oldest that has what it needs.
  static let newest = EngineVersion(major: 1, minor: 51)
  static let oldest = EngineVersion(major: 1, minor: 40)

  init(isPodman: Bool, version: EngineVersion) {
    self.isPodman = isPodman
    self.version = version
  }

  /// Reads the answer to a ping.
  /// - Throws: `PolderError` `runtime-engine-unsuitable`
  init(_ answer: HTTPAnswer) throws {
    isPodman = answer.header("libpod-api-version") != nil
    guard let offered = answer.header("api-version").flatMap(EngineVersion.init) else {
      throw Self.unsuitable("What listens there is no container engine: it does not tell its version.")
    }
    guard offered >= Self.oldest else {
      throw Self.unsuitable("The engine's interface has version \(offered); \(Self.oldest) is the oldest that will do.")
    }
    version = min(offered, Self.newest)
  }

  /// What stands before every path.
  var prefix: String { "/v\(version)" }

  private static func unsuitable(_ message: String) -> PolderError {
    PolderError(
      .runtimeEngineUnsuitable, message, nextStep: "Install Docker 19.03 or Podman 4, or later ones; see docs/node.md.")
  }
}
