/// One packet of Engine.IO 4.
public struct EnginePacket: Hashable, Sendable {
  /// What a packet is for; the raw value is its digit on the wire.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// The server's first packet.
    case open = 0x30
    /// The end of the session.
    case close = 0x31
    /// Asks whether the peer is alive, or probes a websocket.
    case ping = 0x32
    /// Answers a ping.
    case pong = 0x33
    /// Carries a message of the layer above.
    case message = 0x34
    /// Moves the session to the websocket that was probed.
    case upgrade = 0x35
    /// Releases a pending poll.
    case noop = 0x36
  }

  /// What the packet is for.
  public let kind: Kind
  /// What follows the digit: UTF-8 text, or raw bytes when `isBinary`.
  public let payload: [UInt8]
  /// Whether this is a binary message.
  public let isBinary: Bool

  /// A packet with a text.
  public init(_ kind: Kind, _ payload: [UInt8] = []) {
    self.kind = kind
    self.payload = payload
    isBinary = false
  }

  /// A packet with a text.
  public init(_ kind: Kind, text: String) { self.init(kind, Array(text.utf8)) }

  /// A binary message.
  public init(binary payload: [UInt8]) {
    kind = .message
    self.payload = payload
    isBinary = true
  }

  /// Whether the payload is that text.
  public func carries(_ text: String) -> Bool { !isBinary && payload.elementsEqual(text.utf8) }

  /// The bytes this packet takes on a websocket.
  public var size: Int { payload.count + 1 }
}
