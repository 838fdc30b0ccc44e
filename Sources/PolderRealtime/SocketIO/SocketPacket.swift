public import PolderCore

/// One packet of Socket.IO 5.
public struct SocketPacket: Hashable, Sendable {
  /// What a packet is for; the raw value is its digit on the wire for packets without attachments.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// Joins a namespace, or says that one was joined.
    case connect = 0x30
    /// Leaves a namespace.
    case disconnect = 0x31
    /// An event: a list of its name and arguments.
    case event = 0x32
    /// The answer to an event that asked for one.
    case ack = 0x33
    /// The refusal to join a namespace.
    case connectError = 0x34
  }

  /// What the packet is for.
  public var kind: Kind
  /// The namespace it belongs to.
  public var namespace: String
  /// The number that an event and its answer share.
  public var id: Int?
  /// What it carries.
  public var data: JSONValue?
  /// The bytes that stand for the placeholders in `data`.
  public var attachments: [[UInt8]]

  /// A packet.
  public init(
    _ kind: Kind, namespace: String = "/", id: Int? = nil, data: JSONValue? = nil, attachments: [[UInt8]] = []
  ) {
    self.kind = kind
    self.namespace = namespace
    self.id = id
    self.data = data
    self.attachments = attachments
  }

  /// An event with its name and arguments.
  public static func event(
    _ name: String, _ arguments: [JSONValue] = [], namespace: String = "/", id: Int? = nil,
    attachments: [[UInt8]] = []
  ) -> SocketPacket {
    SocketPacket(
      .event, namespace: namespace, id: id, data: .array([.string(name)] + arguments), attachments: attachments)
  }

  /// What stands in `data` for an attachment.
  public static func placeholder(_ number: Int) -> JSONValue {
    ["_placeholder": true, "num": .integer(Int64(number))]
  }

  /// Name and arguments, when this is an event.
  public var event: (name: String, arguments: [JSONValue])? {
    guard kind == .event, case .array(let elements)? = data, case .string(let name)? = elements.first else {
      return nil
    }
    return (name, Array(elements.dropFirst()))
  }
}
