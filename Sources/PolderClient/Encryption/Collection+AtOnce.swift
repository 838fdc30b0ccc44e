extension Collection where Element: Sendable {
  /// What a piece of work makes of each element, in their order, with so many at work at the same time.
  func map<Value: Sendable>(
    atOnce width: Int, _ work: @escaping @Sendable (Element) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var made: [Value?] = Array(repeating: nil, count: count)
      var waiting = enumerated().makeIterator()
      func begin() {
        guard let (place, element) = waiting.next() else { return }
        group.addTask { (place, try await work(element)) }
      }
      for _ in 0..<Swift.max(width, 1) { begin() }
      while let (place, value) = try await group.next() {
        made[place] = value
        begin()
      }
      return made.compactMap(\.self)
    }
  }
}
