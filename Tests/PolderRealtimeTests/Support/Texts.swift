import PolderRealtime

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func message(_ text: String) -> EnginePacket { EnginePacket(.message, text: text) }

extension SocketPacket {
  /// The texts of the messages of a packet; attachments as their count of bytes.
  var wire: [String] { messages.map { $0.isBinary ? "<\($0.payload.count)>" : text($0.payload) } }
}

/// Bytes in which what the protocol knows is frequent, so that a fuzzer gets beyond the first check.
func noise(_ count: Int, using generator: inout SeededGenerator) -> [UInt8] {
  let pieces = [
    "0", "1", "2", "3", "4", "5", "6", "b", "\u{1E}", "/tasks", ",", "-", "[", "]", "{", "}", "\"", "probe", "\\u",
    "999999999999999999", "{\"sid\":\"x\"}", "[\"e\",1]", "null", "?", "=", "é", "51-", "e9",
  ].map(bytes)
  var result: [UInt8] = []
  for _ in 0..<count {
    if Int.random(in: 0..<8, using: &generator) == 0 {
      result.append(UInt8.random(in: 0...255, using: &generator))
    } else {
      result += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }
  }
  return result
}
