/// A code of DEFLATE: symbols by the lengths of their bit patterns.
struct HuffmanCode: Sendable {
  /// How far a pattern was read.
  struct Walk {
    fileprivate var length = 1
    fileprivate var code = 0
    fileprivate var first = 0
    fileprivate var index = 0
  }

  private static let longest = 15
  private var counts = [Int](repeating: 0, count: longest + 1)
  private var symbols: [Int] = []

  /// The code of some lengths, in the order of the symbols; 0 says that a symbol does not occur.
  /// - Throws: `Inflater.Failure` when there are more patterns than fit
  init(_ lengths: [Int]) throws {
    self.init(complete: lengths)
    var left = 1
    for length in 1...Self.longest {
      left = left * 2 - counts[length]
      guard left >= 0 else { throw Inflater.Failure() }
    }
  }

  /// The code of lengths that are known to be right.
  init(complete lengths: [Int]) {
    for length in lengths where length > 0 && length <= Self.longest { counts[length] += 1 }
    for length in 1...Self.longest where counts[length] > 0 {
      symbols += lengths.indices.filter { lengths[$0] == length }
    }
  }

  /// Reads one more bit of a pattern.
  /// - Returns: the symbol once the pattern is whole
  /// - Throws: `Inflater.Failure` when there is no such pattern
  func step(_ walk: inout Walk, bit: Int) throws -> Int? {
    guard walk.length <= Self.longest else { throw Inflater.Failure() }
    walk.code |= bit
    let count = counts[walk.length]
    if walk.code - count < walk.first { return symbols[walk.index + walk.code - walk.first] }
    walk.index += count
    walk.first = (walk.first + count) << 1
    walk.code <<= 1
    walk.length += 1
    return nil
  }
}
