/// Base64 with padding over a stream in pieces of any length.
struct Base64Writer: Sendable {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Up to two bytes that do not make a group yet.
  private var rest: [UInt8] = []

  /// The text of all complete groups, behind a head that is given as it is.
  mutating func update(_ bytes: [UInt8], after head: [UInt8] = []) -> [UInt8] {
    let carried = rest.isEmpty ? [] : rest + bytes.prefix(3 - rest.count)
    guard carried.isEmpty || carried.count == 3 else {
      rest = carried
      return head
    }
    let body = carried.isEmpty ? bytes[...] : bytes.dropFirst(3 - rest.count)
    let whole = body.prefix(body.count / 3 * 3)
    rest = Array(body.dropFirst(whole.count))
    return Array(unsafeUninitializedCapacity: head.count + (carried.count + whole.count) / 3 * 4) { text, count in
      _ = text.initialize(fromContentsOf: head)
      count = head.count
      for part in [carried[...], whole] { count += Self.write(part, to: text, at: count) }
    }
  }

  /// The text of the last, incomplete group.
  mutating func finish() -> [UInt8] {
    guard !rest.isEmpty else { return [] }
    let missing = 3 - rest.count
    let text = update(Array(repeating: 0, count: missing))
    return text.dropLast(missing) + Array(repeating: UInt8(ascii: "="), count: missing)
  }

  /// Writes whole groups and says how long their text is.
  private static func write(
    _ bytes: ArraySlice<UInt8>, to text: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      alphabet.withUnsafeBufferPointer { alphabet in
        var target = start
        for index in stride(from: 0, to: bytes.count, by: 3) {
          let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
          text[target] = alphabet[group >> 18]
          text[target + 1] = alphabet[group >> 12 & 63]
          text[target + 2] = alphabet[group >> 6 & 63]
          text[target + 3] = alphabet[group & 63]
          target += 4
        }
        return target - start
      }
    }
  }
}
