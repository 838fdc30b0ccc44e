/// Measures what the tree uses.
protocol Meter {
  /// The word for `mechanism` in the state.
  var mechanism: String { get }

  /// `reaped` is what the supervisor's ended children used.
  mutating func sample(reaped: Duration) -> Sample
}
