/// Sums over the risk set of every event time, and over the events of every tied one.
struct CoxSums: Codable, Sendable, Equatable {
  /// The sum of each covariate over all events.
  var events: [Double]
  /// Per time, the sum of exp(x·β) over the risk set.
  var risk: [Double]
  /// Per covariate and time, the sum of x·exp(x·β).
  var risk1: [[Double]]
  /// Per pair of covariates (0,0), (0,1), …, (1,1), … and time, the sum of x·x·exp(x·β).
  var risk2: [[Double]]
  /// The same sums over the events of tied times alone.
  var tied: [Double]
  var tied1: [[Double]]
  var tied2: [[Double]]

  /// Sums of nothing.
  init(covariates: Int, times: Int, ties: Int) {
    let pairs = covariates * (covariates + 1) / 2
    func zeros(_ lists: Int, _ length: Int) -> [[Double]] {
      Array(repeating: Array(repeating: 0, count: length), count: lists)
    }
    events = Array(repeating: 0, count: covariates)
    risk = Array(repeating: 0, count: times)
    risk1 = zeros(covariates, times)
    risk2 = zeros(pairs, times)
    tied = Array(repeating: 0, count: ties)
    tied1 = zeros(covariates, ties)
    tied2 = zeros(pairs, ties)
  }

  /// Whether two sums are about the same numbers of covariates and times.
  func hasShape(of other: Self) -> Bool {
    func shape(_ sums: Self) -> [[Int]] {
      [[sums.events.count, sums.risk.count, sums.tied.count]]
        + [sums.risk1, sums.risk2, sums.tied1, sums.tied2].map { $0.map(\.count) }
    }
    return shape(self) == shape(other)
  }

  /// Adds the sums of another site, which have the same shape.
  static func += (left: inout Self, right: Self) {
    func add(_ left: inout [Double], _ right: [Double]) {
      for index in left.indices { left[index] += right[index] }
    }
    func add(_ left: inout [[Double]], _ right: [[Double]]) {
      for index in left.indices { add(&left[index], right[index]) }
    }
    add(&left.events, right.events)
    add(&left.risk, right.risk)
    add(&left.risk1, right.risk1)
    add(&left.risk2, right.risk2)
    add(&left.tied, right.tied)
    add(&left.tied1, right.tied1)
    add(&left.tied2, right.tied2)
  }
}
