import PolderCore
import PolderData

/// Tables made from a seed, so that a failure can be seen again.
struct Generated {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func uniform() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / Double(1 << 53)
  }

  /// Survival in whole months, hence with many ties, that depends on `dose`, `group` and, with missing values, `score`.
  static func survival(rows: Int, seed: UInt64) throws -> Table {
    var source = Generated(seed: seed)
    var columns: [[Double]] = Array(repeating: [], count: 5)
    for _ in 0..<rows {
      let dose = 2_000 + 5 * source.uniform()
      let group = source.uniform() < 0.4 ? 1.0 : 0.0
      let score = source.uniform() < 0.1 ? Double.nan : 3 * source.uniform()
      let risk = 0.3 * (dose - 2_002) - 0.7 * group + 0.2 * (score.isNaN ? 1 : score)
      let time = (12 * source.uniform() / (1 + max(0, risk))).rounded(.up)
      for (index, value) in [time, source.uniform() < 0.7 ? 1 : 0, dose, group, score].enumerated() {
        columns[index].append(value)
      }
    }
    let names = ["months", "died", "dose", "group", "score"]
    return try Table(zip(names, columns).map { (name: $0, column: .numbers($1)) })
  }
}
