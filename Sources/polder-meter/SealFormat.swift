import ArgumentParser

/// What bytes are sealed as.
enum SealFormat: String, ExpressibleByArgument, CaseIterable {
  /// The incumbent's format.
  case hybrid
  /// The authenticated envelope.
  case envelope
}
