import PolderCore

extension SocketPacket {
  static let binaryEvent = UInt8(ascii: "5")
  static let binaryAck = UInt8(ascii: "6")

  /// The packet as Engine.IO messages: one text, then its attachments.
  public var messages: [EnginePacket] {
    var writer = JSONWriter(reserving: 128)
    let hasAttachments = !attachments.isEmpty && (kind == .event || kind == .ack)
    if hasAttachments {
      writer.byte(kind == .event ? Self.binaryEvent : Self.binaryAck)
      writer.write(attachments.count)
      writer.byte(UInt8(ascii: "-"))
    } else {
      writer.byte(kind.rawValue)
    }
    if namespace != "/" { writer.raw(namespace + ",") }
    if let id { writer.write(id) }
    if let data { writer.write(data) }
    let text = EnginePacket(.message, writer.bytes)
    return hasAttachments ? [text] + attachments.map { EnginePacket(binary: $0) } : [text]
  }

  /// Reads the text of a packet: the packet without its attachments, and how many of them follow.
  static func decode(
    _ text: [UInt8], limits: RealtimeLimits
  ) throws(PolderError) -> (packet: SocketPacket, attachments: Int) {
    guard text.count <= limits.payload else {
      throw .packetTooLarge("A packet has \(text.count) bytes, more than \(limits.payload).")
    }
    var rest = text[...]
    guard let first = rest.popFirst() else { throw .badPacket("A message is empty.") }
    let isBinary = first == binaryEvent || first == binaryAck
    let digit = first == binaryEvent ? Kind.event.rawValue : first == binaryAck ? Kind.ack.rawValue : first
    guard let kind = Kind(rawValue: digit) else {
      throw .badPacket("A message has an unknown type.", at: "byte \(first)")
    }
    let count = isBinary ? try attachmentCount(&rest, limits: limits) : 0
    let namespace = try takeNamespace(&rest)
    let id = try takeNumber(&rest)
    var packet = SocketPacket(kind, namespace: namespace, id: id)
    if !rest.isEmpty {
      do throws(JSONParser.Failure) {
        packet.data = try JSONValue(parsing: rest, limits: limits.json)
      } catch {
        throw .badPacket("What a message carries is not JSON: \(error)")
      }
    }
    try packet.validate()
    return (packet, count)
  }

  private func validate() throws(PolderError) {
    switch kind {
    case .event where event == nil: throw .badPacket("An event is not a list that begins with its name.")
    case .ack where data?.array == nil || id == nil: throw .badPacket("An answer has no list or no number.")
    case .disconnect where data != nil: throw .badPacket("A message that leaves a namespace carries data.")
    default: break
    }
  }

  private static func attachmentCount(
    _ rest: inout ArraySlice<UInt8>, limits: RealtimeLimits
  ) throws(PolderError) -> Int {
    guard let count = try takeNumber(&rest), rest.popFirst() == UInt8(ascii: "-") else {
      throw .badPacket("A binary message does not say how many attachments follow.")
    }
    guard count <= limits.attachments else {
      throw .packetTooLarge("An event has \(count) attachments, more than \(limits.attachments).")
    }
    return count
  }

  /// A query after the name says nothing in this protocol and is dropped, as other servers do.
  private static func takeNamespace(_ rest: inout ArraySlice<UInt8>) throws(PolderError) -> String {
    guard rest.first == UInt8(ascii: "/") else { return "/" }
    let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
    let name = rest[..<end].prefix { $0 != UInt8(ascii: "?") }
    guard name.count <= 256, let text = String(validating: name, as: UTF8.self) else {
      throw .badPacket("The name of a namespace is longer than 256 bytes or not UTF-8.")
    }
    rest = end == rest.endIndex ? [] : rest[(end + 1)...]
    return text
  }

  private static func takeNumber(_ rest: inout ArraySlice<UInt8>) throws(PolderError) -> Int? {
    let digits = rest.prefix { (48...57).contains($0) }
    guard !digits.isEmpty else { return nil }
    guard digits.count <= 15 else { throw .badPacket("A number has more than 15 digits.") }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }
}
