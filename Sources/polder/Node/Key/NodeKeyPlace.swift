import Logging
import PolderCore
import PolderCrypto
import PolderNode

/// What the verbs about pinned keys of a node have in common.
struct NodeKeyPlace {
  let configuration: NodeConfiguration
  let pins: NodePins

  init(_ options: NodeOptions) throws {
    configuration = try options.place().configuration()
    let logger = Logger(label: "polder.node") { _ in SwiftLogNoOpLogHandler() }
    pins = NodePins(configuration, .system(logger: logger))
  }

  /// From when on the node goes by a change.
  var effect: String {
    guard configuration.isEncrypted else {
      return "It counts once the configuration says `encryption: {enabled: true}`."
    }
    return configuration.isNodeRunning
      ? "The node that runs goes by it from now on; runs that have failed for the former key are to be sent again."
      : "The node goes by it at its next start."
  }

  /// A pin for programs.
  static func json(_ pin: PinnedKey) -> JSONValue {
    [
      "organization": .integer(pin.organization.rawValue), "fingerprint": .string(pin.fingerprint.description),
      "first_seen": .string(pin.firstSeen.wireText), "confirmed": .bool(pin.isConfirmed),
      "accepts_envelopes": .bool(pin.acceptsEnvelopes),
    ]
  }
}
