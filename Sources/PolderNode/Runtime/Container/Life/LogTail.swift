/// The end of what was printed, within bounds.
struct LogTail: Sendable {
  private let limit: Int
  private var kept: [UInt8] = []
  private var count = 0

  init(limit: Int) { self.limit = limit }

  mutating func add(_ piece: [UInt8]) {
    count += piece.count
    kept += piece
    // Moved together seldom, so that every byte is copied once or twice.
    if kept.count > 2 * limit + (64 << 10) { kept.removeFirst(kept.count - limit) }
  }

  /// The bytes that are kept.
  var bytes: [UInt8] { Array(kept.suffix(limit)) }

  /// How many came before them.
  var dropped: Int { max(0, count - limit) }
}
