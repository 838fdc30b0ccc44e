/// Makes the ids of sessions and sockets: 20 characters, 120 random bits.
public enum SessionID {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

  /// A new id that nobody can guess.
  public static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return random(using: &generator)
  }

  /// A new id from a generator, which tests may seed.
  public static func random(using generator: inout some RandomNumberGenerator) -> String {
    String((0..<20).map { _ in alphabet[Int.random(in: 0..<64, using: &generator)] })
  }
}
