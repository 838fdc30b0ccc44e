/// Count, mean and sum of squared deviations of numbers, which can be combined without loss of precision.
public struct Moments: Sendable, Equatable {
  /// How many numbers.
  public var count = 0
  /// Their mean; 0 when there are none.
  public var mean = 0.0
  /// The sum of the squares of their deviations from the mean.
  public var squares = 0.0

  /// Those of no number.
  public init() {}

  /// Those of known values.
  public init(count: Int, mean: Double, squares: Double) {
    self.count = count
    self.mean = mean
    self.squares = squares
  }

  /// Those of numbers, in two passes; missing ones (NaN) are passed over.
  public init(of values: [Double]) {
    var sum = 0.0
    for value in values where !value.isNaN {
      count += 1
      sum += value
    }
    guard count > 0 else { return }
    let center = sum / Double(count)
    var rest = 0.0
    for value in values where !value.isNaN {
      rest += value - center
      squares += (value - center) * (value - center)
    }
    // What rounding left over corrects both.
    mean = center + rest / Double(count)
    squares -= rest * rest / Double(count)
  }

  /// Those of both sets of numbers, by the formulas of Chan, Golub and LeVeque.
  public static func + (left: Self, right: Self) -> Self {
    guard left.count > 0 else { return right }
    guard right.count > 0 else { return left }
    let count = left.count + right.count
    let difference = right.mean - left.mean
    let weight = Double(right.count) / Double(count)
    return Self(
      count: count, mean: left.mean + difference * weight,
      squares: left.squares + right.squares + difference * difference * Double(left.count) * weight)
  }

  /// The standard deviation with one degree of freedom less than numbers; nil for fewer than two.
  public var standardDeviation: Double? {
    count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
  }
}
