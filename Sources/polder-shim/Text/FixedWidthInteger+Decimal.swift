extension FixedWidthInteger {
  /// A number as it is usually written: digits alone, without zeros in front; nil for anything else.
  init?(decimal text: some StringProtocol) {
    guard let number = Self(text), String(number) == text else { return nil }
    self = number
  }
}
