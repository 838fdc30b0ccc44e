public import PolderCore

/// What the server's open packet tells.
public struct EngineHandshake: Hashable, Sendable {
  /// The id of the session.
  public var sid: String
  /// The transports to which the session can move.
  public var upgrades: [String]
  /// The time between two pings of the server.
  public var pingInterval: Duration
  /// How long the server waits for the answer to a ping.
  public var pingTimeout: Duration
  /// The most bytes of one payload to the server.
  public var maxPayload: Int

  /// A handshake.
  public init(sid: String, upgrades: [String], pingInterval: Duration, pingTimeout: Duration, maxPayload: Int) {
    self.sid = sid
    self.upgrades = upgrades
    self.pingInterval = pingInterval
    self.pingTimeout = pingTimeout
    self.maxPayload = maxPayload
  }

  /// The open packet that tells this.
  public var packet: EnginePacket {
    let value: JSONValue = [
      "sid": .string(sid), "upgrades": .array(upgrades.map { .string($0) }),
      "pingTimeout": .integer(Self.milliseconds(pingTimeout)),
      "pingInterval": .integer(Self.milliseconds(pingInterval)), "maxPayload": .integer(Int64(maxPayload)),
    ]
    return EnginePacket(.open, value.bytes)
  }

  /// Reads an open packet; what a server leaves out has its usual value.
  public init(_ packet: EnginePacket, limits: RealtimeLimits = .init()) throws(PolderError) {
    guard packet.kind == .open else { throw .badPacket("The first packet is not an open packet.") }
    let value: JSONValue
    do throws(JSONParser.Failure) {
      value = try JSONValue(parsing: packet.payload, limits: limits.json)
    } catch {
      throw .badPacket("The open packet is not JSON: \(error)")
    }
    guard let sid = value["sid"]?.string, (1...256).contains(sid.utf8.count) else {
      throw .badPacket("The open packet has no session id.")
    }
    self.sid = sid
    upgrades = (value["upgrades"]?.array ?? []).compactMap(\.string)
    pingInterval = try Self.time(value["pingInterval"], otherwise: .seconds(25))
    pingTimeout = try Self.time(value["pingTimeout"], otherwise: .seconds(20))
    maxPayload = Int(clamping: value["maxPayload"]?.integer ?? 1_000_000)
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }

  private static func time(_ value: JSONValue?, otherwise: Duration) throws(PolderError) -> Duration {
    guard let value else { return otherwise }
    guard let number = value.double, (1...86_400_000).contains(number) else {
      throw .badPacket("The open packet has a time out of range.")
    }
    return .milliseconds(Int64(number))
  }
}
