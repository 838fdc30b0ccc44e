public import PolderCore

extension PolderError.Code {
  /// A packet that does not follow Engine.IO 4 or Socket.IO 5.
  public static let badPacket: Self = "realtime-bad-packet"
  /// A packet or payload beyond its bounds.
  public static let packetTooLarge: Self = "realtime-packet-too-large"
  /// A connection could not be made.
  public static let realtimeConnect: Self = "realtime-connect"
}

extension PolderError {
  static func badPacket(_ message: String, at object: String? = nil) -> PolderError {
    PolderError(.badPacket, message, object: object, nextStep: "Speak Engine.IO 4 with Socket.IO 5.")
  }

  static func packetTooLarge(_ message: String) -> PolderError {
    PolderError(.packetTooLarge, message, nextStep: "Send less at a time; large data travels over the REST interface.")
  }
}
