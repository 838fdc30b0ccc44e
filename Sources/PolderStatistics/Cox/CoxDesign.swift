import PolderAlgorithm
import PolderCore

/// What all sites share: how covariates are centred and scaled, and at which times there are events.
struct CoxDesign: Sendable {
  let names: [String]
  let center: [Double]
  let scale: [Double]
  /// The times with events at any site, ascending, and how many there are at each over all sites.
  let times: [Double]
  let deaths: [Int]
  let rows: Int
  let dropped: Int

  init(_ names: [String], _ parts: [CoxOverview]) throws {
    self.names = names
    guard parts.allSatisfy({ $0.isSound(covariates: names.count) }) else {
      throw PolderError(.algorithmSubtaskFailed, "A site's overview does not fit the model.")
    }
    rows = parts.reduce(0) { $0 + $1.rows }
    dropped = parts.reduce(0) { $0 + $1.dropped }
    var deaths: [Double: Int] = [:]
    for part in parts {
      for (time, count) in zip(part.times, part.deaths) { deaths[time, default: 0] += count }
    }
    times = deaths.keys.sorted()
    self.deaths = times.map { deaths[$0] ?? 0 }
    let moments = names.indices.map { index in
      parts.map { Moments(count: $0.rows, mean: $0.means[index], squares: $0.squares[index]) }.reduce(Moments(), +)
    }
    center = moments.map(\.mean)
    scale = moments.map { $0.standardDeviation ?? 0 }
    guard !times.isEmpty else {
      throw PolderError(
        .algorithmUnsuitableData, "No complete row has an event.",
        nextStep: "See that 'status' and 'event' name what counts as an event.")
    }
    for (name, (center, scale)) in zip(names, zip(center, scale)) where scale <= 1e-12 * abs(center) || scale == 0 {
      throw PolderError(
        .algorithmUnsuitableData, "The covariate '\(name)' has the same value in all rows.", object: name,
        nextStep: "Leave it out of the model.")
    }
  }

  /// The positions of the times at which more than one event falls.
  var ties: [Int] { deaths.indices.filter { deaths[$0] > 1 } }
  var events: Int { deaths.reduce(0, +) }
}
