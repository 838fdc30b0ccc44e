/// One value, or one key of an object, in a parsed text.
struct JSONToken {
  enum Kind: UInt8 {
    case null, yes, no, integer, number, notANumber, infinity, negativeInfinity
    /// A text without escapes.
    case plain
    /// A text with escapes.
    case escaped
    case array, object

    var isContainer: Bool { self == .array || self == .object }
    var isText: Bool { self == .plain || self == .escaped }
  }

  let kind: Kind
  /// Where the bytes of a number, or those between the quotes of a text, begin; how many elements or members a
  /// container has.
  var start: UInt32
  /// The byte behind them; the token behind a container.
  var end: UInt32

  init(_ kind: Kind, _ start: Int = 0, _ end: Int = 0) {
    self.kind = kind
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  /// The bytes of a number or of a text.
  var bytes: Range<Int> { Int(start)..<Int(end) }
}
