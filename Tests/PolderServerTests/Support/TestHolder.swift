import Testing

/// Which test asks for something that there are few of.
enum TestHolder {
  /// Its name; nil where one test runs as many at the same time.
  static var current: String? {
    guard let test = Test.current, !test.isParameterized else { return nil }
    return "\(test.id)"
  }
}
