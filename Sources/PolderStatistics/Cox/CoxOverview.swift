/// What a site says before the first iteration: its rows, its covariates' moments, and its events by time.
struct CoxOverview: Codable, Sendable, Equatable {
  let rows: Int
  let dropped: Int
  /// One of each per covariate.
  let means: [Double]
  let squares: [Double]
  /// The times with events, ascending, and how many there are at each.
  let times: [Double]
  let deaths: [Int]

  init(_ data: CoxData) {
    rows = data.rows
    dropped = data.dropped
    let moments = data.covariates.map { Moments(of: $0) }
    means = moments.map(\.mean)
    squares = moments.map(\.squares)
    var times: [Double] = []
    var deaths: [Int] = []
    for (time, isEvent) in zip(data.times, data.isEvent).reversed() where isEvent {
      if times.last == time {
        deaths[deaths.count - 1] += 1
      } else {
        times.append(time)
        deaths.append(1)
      }
    }
    (self.times, self.deaths) = (times, deaths)
  }

  /// Whether the lists fit each other and the model, and the counts can be added up.
  func isSound(covariates: Int) -> Bool {
    let counts = 0...1_000_000_000_000
    return counts.contains(rows) && counts.contains(dropped) && means.count == covariates
      && squares.count == covariates && times.count == deaths.count && times.count <= 1_000_000
      && deaths.allSatisfy { (1...max(1, rows)).contains($0) } && deaths.reduce(0, +) <= rows
  }
}
