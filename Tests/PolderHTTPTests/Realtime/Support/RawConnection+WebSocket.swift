import PolderCore

extension RawConnection {
  /// A frame of a websocket, as far as these tests need it.
  struct Frame: Sendable, Equatable {
    let opcode: UInt8
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// Asks for a websocket and expects to get it.
  func upgrade(_ target: String, headers: [String] = []) async throws -> Answer {
    try await call(
      "GET", target,
      headers: [
        "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ] + headers)
  }

  func sendText(_ text: String) async throws { try await sendFrame(0x1, Array(text.utf8)) }

  func sendFrame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) async throws {
    var bytes: [UInt8] = [opcode | (isFinal ? 0x80 : 0)]
    switch payload.count {
    case ..<126: bytes.append(0x80 | UInt8(payload.count))
    case ..<65_536: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default: bytes += [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - $0 * 8)) }
    }
    let mask: [UInt8] = [1, 2, 3, 4]
    bytes += mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    try await write(bytes)
  }

  /// Waits for a frame; nil when the connection ends.
  func frame() async -> Frame? {
    await inbox.next { bytes -> Frame? in
      guard bytes.count >= 2 else { return nil }
      var (length, start) = (Int(bytes[1] & 0x7F), 2)
      if length == 126 {
        guard bytes.count >= 4 else { return nil }
        (length, start) = (Int(bytes[2]) << 8 | Int(bytes[3]), 4)
      } else if length == 127 {
        guard bytes.count >= 10 else { return nil }
        (length, start) = (bytes[2..<10].reduce(0) { $0 << 8 | Int($1) }, 10)
      }
      guard bytes.count >= start + length else { return nil }
      let frame = Frame(opcode: bytes[0] & 0x0F, bytes: Array(bytes[start..<start + length]))
      bytes.removeFirst(start + length)
      return frame
    }
  }

  /// Waits for a text; nil when something else came or the connection ended.
  func text() async -> String? {
    guard let frame = await frame(), frame.opcode == 0x1 else { return nil }
    return frame.text
  }
}
