import NIOCore
import NIOWebSocket
import PolderRealtime

extension EngineCodec {
  /// A packet as a websocket frame of a server.
  func frame(_ packet: EnginePacket) -> WebSocketFrame {
    packet.isBinary
      ? WebSocketFrame(fin: true, opcode: .binary, data: ByteBuffer(bytes: packet.payload))
      : WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(bytes: encode(packet)))
  }
}
