/// The texts that stand for a missing value, the same as pandas takes.
enum MissingMarker {
  private static let words: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
  ]
  private static let longest = 9

  static func matches(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    if field.isEmpty { return true }
    guard field.count <= longest, isFirst(field[0]) else { return false }
    return words.contains(String(decoding: field, as: UTF8.self))
  }

  /// Most fields are told apart by their first byte, without making a text of them.
  private static func isFirst(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "1"), UInt8(ascii: "<"), UInt8(ascii: "N"),
      UInt8(ascii: "n"):
      true
    default: false
    }
  }
}
