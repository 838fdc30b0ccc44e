/// Collects the numbers of a column until a field is none.
struct ColumnBuilder {
  private(set) var numbers: [Double] = []
  /// False from the first field on that is neither a number nor missing.
  private(set) var isNumeric = true

  mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
    guard isNumeric else { return }
    if let number = NumberField.parse(field) {
      numbers.append(number)
    } else if MissingMarker.matches(field) {
      numbers.append(.nan)
    } else {
      isNumeric = false
      numbers = []
    }
  }
}
