/// A small dense symmetric matrix of real numbers.
public struct SymmetricMatrix: Sendable, Equatable {
  /// The number of rows, which is that of the columns.
  public let size: Int
  /// The upper triangle row by row: (0,0), (0,1), …, (1,1), …
  public var upper: [Double]

  /// A matrix of zeros.
  public init(size: Int) {
    self.size = size
    upper = Array(repeating: 0, count: size * (size + 1) / 2)
  }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Double {
    get { upper[place(row, column)] }
    set { upper[place(row, column)] = newValue }
  }

  private func place(_ row: Int, _ column: Int) -> Int {
    let (i, j) = row <= column ? (row, column) : (column, row)
    return i * size - i * (i - 1) / 2 + j - i
  }
}
