/// Parts of a list that are short enough for one statement's parameters.
enum Batches {
  static let size = 8_192

  static func each<Element>(_ elements: [Element], _ body: ([Element]) throws -> Void) rethrows {
    for start in stride(from: 0, to: elements.count, by: size) {
      try body(Array(elements[start..<min(start + size, elements.count)]))
    }
  }
}
