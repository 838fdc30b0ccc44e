/// Base64 as the incumbent reads it, over a stream in pieces of any length: other characters are skipped, and complete
/// padding ends the text.
struct Base64Reader: Sendable {
  private static let skipped: UInt8 = 0xFF
  private static let digits: [UInt8] = {
    var digits = [UInt8](repeating: skipped, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (digit, character) in alphabet.utf8.enumerated() { digits[Int(character)] = UInt8(digit) }
    return digits
  }()

  private var block: UInt32 = 0
  /// How many characters of a group of four there are.
  private(set) var position = 0
  private var padding = 0
  private(set) var hasEnded = false
  /// Whether a character of the alphabet stood behind complete padding.
  private(set) var hasMore = false

  /// Whether the text may end here.
  var isWhole: Bool { hasEnded || position == 0 }

  /// The bytes of the next piece of the text.
  mutating func update(_ text: some Collection<UInt8>) -> [UInt8] {
    if let bytes = text.withContiguousStorageIfAvailable({ read($0) }) { return bytes }
    return Array(text).withUnsafeBufferPointer { read($0) }
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    Array(unsafeUninitializedCapacity: (text.count + position) / 4 * 3 + 3) { bytes, count in
      Self.digits.withUnsafeBufferPointer { digits in
        var index = 0
        while index < text.count {
          if position == 0, !hasEnded { readGroups(text, &index, digits, bytes, &count) }
          guard index < text.count else { return }
          if let byte = read(text[index], digits) {
            bytes[count] = byte
            count += 1
          }
          index += 1
        }
      }
    }
  }

  /// Reads groups of four for as long as they are all digits.
  private func readGroups(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ digits: UnsafeBufferPointer<UInt8>,
    _ bytes: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) {
    var (source, target) = (index, count)
    while source + 4 <= text.count {
      let first = digits[Int(text[source])]
      let second = digits[Int(text[source + 1])]
      let third = digits[Int(text[source + 2])]
      let fourth = digits[Int(text[source + 3])]
      guard (first | second | third | fourth) < 64 else { break }
      let group = UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
      bytes[target] = UInt8(truncatingIfNeeded: group >> 16)
      bytes[target + 1] = UInt8(truncatingIfNeeded: group >> 8)
      bytes[target + 2] = UInt8(truncatingIfNeeded: group)
      (source, target) = (source + 4, target + 3)
    }
    (index, count) = (source, target)
  }

  /// Reads one character and gives the byte that it completes.
  private mutating func read(_ character: UInt8, _ digits: UnsafeBufferPointer<UInt8>) -> UInt8? {
    let digit = digits[Int(character)]
    guard !hasEnded else {
      if digit != Self.skipped { hasMore = true }
      return nil
    }
    if character == UInt8(ascii: "=") {
      // The incumbent counts padding only where it can stand.
      if position >= 2 { padding += 1 }
      if position >= 2, position + padding >= 4 { hasEnded = true }
      return nil
    }
    guard digit != Self.skipped else { return nil }
    padding = 0
    block = block << 6 | UInt32(digit)
    position = (position + 1) % 4
    // After the second, third and fourth character 4, 2 and 0 bits are left over.
    return position == 1 ? nil : UInt8(truncatingIfNeeded: block >> UInt32((4 - position) % 4 * 2))
  }
}
