public import PolderCore

/// Reads and writes packets of Engine.IO 4.
public struct EngineCodec: Sendable {
  /// What stands between two packets of one polling payload.
  public static let separator: UInt8 = 0x1E

  /// What a packet and a payload may cost.
  public let limits: RealtimeLimits

  /// A codec within bounds.
  public init(limits: RealtimeLimits = .init()) { self.limits = limits }

  /// Reads a packet from a text: a websocket's text frame, or one part of a polling payload.
  public func decode(text: some Collection<UInt8>) throws(PolderError) -> EnginePacket {
    guard text.count <= limits.payload else { throw tooLarge(text.count) }
    guard let first = text.first else { throw .badPacket("A packet is empty.") }
    if first == UInt8(ascii: "b") {
      guard let bytes = Base64.decode(text.dropFirst()) else { throw .badPacket("A binary packet is not base64.") }
      return EnginePacket(binary: bytes)
    }
    guard let kind = EnginePacket.Kind(rawValue: first) else {
      throw .badPacket("A packet has an unknown type.", at: "byte \(first)")
    }
    return EnginePacket(kind, Array(text.dropFirst()))
  }

  /// Reads a packet from a websocket's binary frame.
  public func decode(binary: [UInt8]) throws(PolderError) -> EnginePacket {
    guard binary.count <= limits.payload else { throw tooLarge(binary.count) }
    return EnginePacket(binary: binary)
  }

  /// A packet as text: a binary message as `b` and base64.
  public func encode(_ packet: EnginePacket) -> [UInt8] {
    packet.isBinary ? [UInt8(ascii: "b")] + Base64.encode(packet.payload) : [packet.kind.rawValue] + packet.payload
  }

  /// Reads the packets of one polling payload.
  public func decode(payload: some Collection<UInt8>) throws(PolderError) -> [EnginePacket] {
    guard payload.count <= limits.payload else { throw tooLarge(payload.count) }
    let parts = payload.split(
      separator: Self.separator, maxSplits: limits.packets, omittingEmptySubsequences: false)
    guard parts.count <= limits.packets else {
      throw .packetTooLarge("A payload has more than \(limits.packets) packets.")
    }
    var packets: [EnginePacket] = []
    packets.reserveCapacity(parts.count)
    for part in parts { packets.append(try decode(text: part)) }
    return packets
  }

  /// Packets as one polling payload.
  public func encode(payload packets: [EnginePacket]) -> [UInt8] {
    Array(packets.map(encode).joined(separator: CollectionOfOne(Self.separator)))
  }

  private func tooLarge(_ count: Int) -> PolderError {
    .packetTooLarge("A packet has \(count) bytes, more than \(limits.payload).")
  }
}
