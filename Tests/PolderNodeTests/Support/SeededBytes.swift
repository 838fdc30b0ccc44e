/// Bytes that are the same for the same seed.
struct SeededBytes {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func number(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return limit <= 0 ? 0 : Int(state % UInt64(limit))
  }

  mutating func bytes(atMost count: Int) -> [UInt8] {
    let wanted = number(below: count + 1)
    return (0..<wanted).map { _ in UInt8(number(below: 256)) }
  }

  /// The bytes with some of them changed, and now and then cut off.
  mutating func altered(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if number(below: 3) == 0 { bytes.removeLast(number(below: bytes.count)) }
    for _ in 0...number(below: 8) where !bytes.isEmpty { bytes[number(below: bytes.count)] = UInt8(number(below: 256)) }
    return bytes
  }
}
