/// The standard normal distribution.
public enum NormalDistribution {
  /// The probability of a value of at most `x`.
  public static func cumulative(_ x: Double) -> Double { RealFunctions.erfc(-x / 2.0.squareRoot()) / 2 }

  /// The probability of a value at least as far from zero as `z`.
  public static func twoSidedP(_ z: Double) -> Double { RealFunctions.erfc(abs(z) / 2.0.squareRoot()) }

  /// The value below which lies the probability `p`, to full precision; infinite at 0 and 1, NaN outside.
  public static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    if p > 0.5 { return -quantile(1 - p) }
    // Bisection between values that hold every p a double can be, then Newton's steps.
    var (low, high) = (-39.0, 0.0)
    for _ in 0..<30 {
      let middle = (low + high) / 2
      if cumulative(middle) < p { low = middle } else { high = middle }
    }
    var x = (low + high) / 2
    for _ in 0..<4 {
      let density = RealFunctions.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      guard density > 0 else { break }
      x -= (cumulative(x) - p) / density
    }
    return x
  }
}
