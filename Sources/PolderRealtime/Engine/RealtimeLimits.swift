import PolderCore

/// What one peer may cost: every byte from outside is held to these bounds.
public struct RealtimeLimits: Sendable, Hashable {
  /// The most bytes of one packet, of one polling payload, and of all attachments of one event together.
  public var payload: Int
  /// The most packets in one polling payload.
  public var packets: Int
  /// The most binary attachments of one event.
  public var attachments: Int
  /// How deep lists and objects of an event may be nested.
  public var depth: Int

  /// Limits; by default 1,000,000 bytes, 1,000 packets, 8 attachments, 32 levels.
  public init(payload: Int = 1_000_000, packets: Int = 1_000, attachments: Int = 8, depth: Int = 32) {
    self.payload = payload
    self.packets = packets
    self.attachments = attachments
    self.depth = depth
  }

  /// The same bounds for the JSON of a packet; Python's peers write `NaN` where a metric has no value.
  var json: JSONParser.Limits { .init(bytes: payload, depth: depth, allowsNonFinite: true) }
}
