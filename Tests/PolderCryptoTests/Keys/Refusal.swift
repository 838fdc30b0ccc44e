import PolderCore
import Testing

/// The `PolderError` that a body has to end in.
func refusal(_ body: () throws -> Void, _ location: SourceLocation = #_sourceLocation) throws -> PolderError {
  try #require(throws: PolderError.self, sourceLocation: location) { try body() }
}
