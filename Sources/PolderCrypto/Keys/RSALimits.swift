/// Which RSA keys are taken.
enum RSALimits {
  /// The fewest and the most bits of a modulus.
  static let bits = 2048...8192

  /// Whether a modulus of that many bits is taken.
  static func allow(_ count: Int) -> Bool { bits.contains(count) && count % 8 == 0 }
}
