package import PolderCore

extension HTTPAnswer {
  /// The value of an answer of a service that is not ours; nil for what is no JSON, or too much of it.
  package var json: JSONValue? {
    // What is no JSON is told like any other answer that such a service does not give.
    try? JSONValue(parsing: body, limits: .init(bytes: 4 << 20, depth: 32))
  }
}
