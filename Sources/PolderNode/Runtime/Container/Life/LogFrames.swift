/// Takes the frames apart in which an engine gives what a container prints: eight bytes of head, of which the first tells
/// the stream and the last four the length, then so many bytes.
struct LogFrames: Sendable {
  private static let headBytes = 8

  private var head: [UInt8] = []
  private var left = 0
  /// What came is not made of frames.
  private(set) var isBroken = false

  /// Takes the next piece of the answer, and gives what was printed in it, in pieces of at most `limit` bytes.
  mutating func take(_ piece: [UInt8], limit: Int = 64 << 10, _ give: ([UInt8]) -> Void) {
    var rest = piece[...]
    while !rest.isEmpty, !isBroken {
      if left == 0 {
        let part = rest.prefix(Self.headBytes - head.count)
        head += part
        rest = rest.dropFirst(part.count)
        guard head.count == Self.headBytes else { return }
        // 0 to 3 are the streams, and the three bytes after are zero: anything else is no frame.
        guard head[0] <= 3, head[1...3].allSatisfy({ $0 == 0 }) else {
          isBroken = true
          return
        }
        left = head[4...].reduce(0) { $0 << 8 | Int($1) }
        head = []
      } else {
        let part = rest.prefix(min(left, limit))
        rest = rest.dropFirst(part.count)
        left -= part.count
        give(Array(part))
      }
    }
  }
}
