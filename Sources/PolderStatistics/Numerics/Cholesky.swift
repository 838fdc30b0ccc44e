/// The Cholesky factor of a positive definite matrix, whose rows and columns are first scaled to a unit diagonal.
public struct Cholesky: Sendable {
  /// Why there is no factor: the first column that depends on those before it.
  public struct Singular: Error, Sendable, Equatable {
    /// The column, from 0.
    public let column: Int
  }

  private let size: Int
  private let scale: [Double]
  /// The lower triangle, row by row.
  private var lower: [[Double]]

  /// Factors a matrix.
  /// - Parameters:
  ///   - matrix: the matrix
  ///   - tolerance: a column is singular when this part or less of its variation is its own
  /// - Throws: `Singular`
  public init(_ matrix: SymmetricMatrix, tolerance: Double = 1e-10) throws(Singular) {
    size = matrix.size
    var scale: [Double] = []
    for index in 0..<matrix.size {
      let diagonal = matrix[index, index]
      guard diagonal > 0, diagonal.isFinite else { throw Singular(column: index) }
      scale.append(diagonal.squareRoot())
    }
    self.scale = scale
    lower = []
    for row in 0..<size {
      var line: [Double] = []
      for column in 0...row {
        var sum = matrix[row, column] / scale[row] / scale[column]
        let above = column == row ? line : lower[column]
        for index in 0..<column { sum -= line[index] * above[index] }
        if column == row {
          guard sum > tolerance else { throw Singular(column: row) }
          line.append(sum.squareRoot())
        } else {
          line.append(sum / lower[column][column])
        }
      }
      lower.append(line)
    }
  }

  /// The solution x of matrix · x = right side.
  public func solve(_ rightSide: [Double]) -> [Double] {
    var values = zip(rightSide, scale).map { $0 / $1 }
    for row in 0..<size {
      for column in 0..<row { values[row] -= lower[row][column] * values[column] }
      values[row] /= lower[row][row]
    }
    for row in (0..<size).reversed() {
      for below in (row + 1)..<max(size, row + 1) { values[row] -= lower[below][row] * values[below] }
      values[row] /= lower[row][row]
    }
    return zip(values, scale).map { $0 / $1 }
  }

  /// The inverse of the matrix.
  public var inverse: SymmetricMatrix {
    var inverse = SymmetricMatrix(size: size)
    for column in 0..<size {
      let unit = (0..<size).map { $0 == column ? 1.0 : 0.0 }
      for (row, value) in solve(unit).enumerated() where row <= column { inverse[row, column] = value }
    }
    return inverse
  }
}
