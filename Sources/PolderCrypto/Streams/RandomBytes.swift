/// Bytes from the system's generator for cryptography.
enum RandomBytes {
  /// That many bytes.
  static func make(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
