public import PolderCore

/// Puts packets of Socket.IO together from Engine.IO messages: an event with attachments takes several.
public struct SocketDecoder: Sendable {
  private let limits: RealtimeLimits
  private var waiting: (packet: SocketPacket, left: Int, bytes: Int)?

  /// A decoder within bounds.
  public init(limits: RealtimeLimits = .init()) { self.limits = limits }

  /// Takes a message; gives a packet when it is complete.
  public mutating func feed(_ message: EnginePacket) throws(PolderError) -> SocketPacket? {
    guard message.kind == .message else { throw .badPacket("A packet of this type carries no message.") }
    return message.isBinary ? try attach(message.payload) : try begin(message.payload)
  }

  private mutating func begin(_ text: [UInt8]) throws(PolderError) -> SocketPacket? {
    guard waiting == nil else { throw .badPacket("A message came where an attachment was due.") }
    let (packet, count) = try SocketPacket.decode(text, limits: limits)
    guard count > 0 else { return packet }
    waiting = (packet, count, 0)
    return nil
  }

  private mutating func attach(_ bytes: [UInt8]) throws(PolderError) -> SocketPacket? {
    guard var (packet, left, total) = waiting else { throw .badPacket("An attachment came that no event announced.") }
    total += bytes.count
    guard total <= limits.payload else {
      throw .packetTooLarge("The attachments of an event have more than \(limits.payload) bytes.")
    }
    packet.attachments.append(bytes)
    left -= 1
    waiting = left > 0 ? (packet, left, total) : nil
    return left > 0 ? nil : packet
  }
}
