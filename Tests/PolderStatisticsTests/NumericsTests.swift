import PolderStatistics
import Testing

@Suite("Numerics")
struct NumericsTests {
  @Test(
    "Probabilities of the normal distribution are those of the tables",
    arguments: [
      (0.0, 0.5), (1.0, 0.841344746068543), (-1.96, 0.024997895148220), (3.0, 0.998650101968370),
      (-8.0, 6.22096057427178e-16),
    ])
  func computesProbabilities(x: Double, p: Double) {
    #expect(abs(NormalDistribution.cumulative(x) - p) <= 1e-12 * max(p, 1e-4))
  }

  @Test("Quantiles turn probabilities back, far out too")
  func computesQuantiles() {
    #expect(abs(NormalDistribution.quantile(0.975) - 1.959963984540054) < 1e-14)
    for p in [1e-300, 1e-20, 1e-6, 0.025, 0.3, 0.5, 0.7, 0.999999] {
      #expect(abs(NormalDistribution.cumulative(NormalDistribution.quantile(p)) / p - 1) < 1e-11)
    }
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(-0.1).isNaN)
  }

  @Test("Two-sided p values do not depend on the sign, and keep their digits far out")
  func computesPValues() {
    #expect(abs(NormalDistribution.twoSidedP(1.959963984540054) - 0.05) < 1e-15)
    #expect(NormalDistribution.twoSidedP(-2.5) == NormalDistribution.twoSidedP(2.5))
    #expect(abs(NormalDistribution.twoSidedP(10) / 1.523970604832e-23 - 1) < 1e-10)
  }

  private func matrix(_ rows: [[Double]]) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(size: rows.count)
    for row in rows.indices { for column in row..<rows.count { matrix[row, column] = rows[row][column] } }
    return matrix
  }

  @Test("Equations are solved and inverses are inverses, whatever the units of the columns")
  func solves() throws {
    let units = [1.0, 1e6, 1e-6, 1]
    let plain = [[4.0, 1, 0.5, 0], [1, 3, 0.2, 0.1], [0.5, 0.2, 2, 0.3], [0, 0.1, 0.3, 1]]
    let scaled = matrix(plain.indices.map { i in plain.indices.map { plain[i][$0] * units[i] * units[$0] } })
    let factor = try Cholesky(scaled)
    let inverse = factor.inverse
    for row in 0..<4 {
      for column in 0..<4 {
        let product = (0..<4).reduce(0) { $0 + scaled[row, $1] * inverse[$1, column] }
        let expected = row == column ? 1.0 : 0.0
        #expect(abs(product - expected) * units[column] / units[row] < 1e-12)
      }
    }
    let expected = units.enumerated().map { Double($0.offset + 1) / $0.element }
    let solution = factor.solve((0..<4).map { row in (0..<4).reduce(0) { $0 + scaled[row, $1] * expected[$1] } })
    for (value, wanted) in zip(solution, expected) { #expect(abs(value / wanted - 1) < 1e-12) }
  }

  @Test("A column that depends on others is named")
  func namesSingularColumns() {
    #expect(throws: Cholesky.Singular.self) { try Cholesky(matrix([[1, 1], [1, 1]])) }
    let error = #expect(throws: Cholesky.Singular.self) {
      try Cholesky(matrix([[2, 0, 2], [0, 3, 3], [2, 3, 5]]))
    }
    #expect(error?.column == 2)
    let zero = #expect(throws: Cholesky.Singular.self) { try Cholesky(matrix([[1, 0], [0, 0]])) }
    #expect(zero?.column == 1)
  }

  @Test("A matrix reads the same from both sides")
  func isSymmetric() {
    var matrix = SymmetricMatrix(size: 3)
    matrix[2, 0] = 7
    matrix[1, 2] = 8
    #expect(matrix[0, 2] == 7 && matrix[2, 1] == 8)
    #expect(matrix.upper == [0, 0, 7, 0, 8, 0])
  }

  @Test("Moments of parts put together are those of the whole, even far from zero", arguments: [1, 2, 3, 7])
  func combinesMoments(parts: Int) {
    let values = (0..<1_000).map { 1e9 + Double($0 % 17) }
    let whole = Moments(of: values)
    let combined = (0..<parts).map { part in
      Moments(of: values.enumerated().filter { $0.offset % parts == part }.map(\.element))
    }
    .reduce(Moments(), +)
    #expect(combined.count == 1_000)
    #expect(abs(combined.mean - whole.mean) < 1e-6)
    #expect(abs(combined.squares / whole.squares - 1) < 1e-9)
    let small = Moments(of: (0..<1_000).map { Double($0 % 17) })
    #expect(abs(whole.squares / small.squares - 1) < 1e-9)
  }

  @Test("Missing numbers are passed over; too few have no deviation")
  func countsMoments() {
    #expect(Moments(of: [1, .nan, 3]) == Moments(count: 2, mean: 2, squares: 2))
    #expect(Moments(of: [.nan]) == Moments())
    #expect(Moments(of: [5]).standardDeviation == nil)
    #expect(Moments(of: [1, 3]).standardDeviation == 2.0.squareRoot())
  }
}
