/// How a node writes values into an algorithm's environment: base32 with `!` in place of `=`.
public enum EnvironmentText {
  /// The encoded value.
  public static func encode(_ value: String) -> String {
    Base32.encode(value.utf8).replacing("=", with: "!")
  }

  /// The value behind an encoded one; what is not encoded, as from an image of its own, is given as it is.
  public static func decode(_ value: String) -> String {
    let text = value.utf8.map { $0 == UInt8(ascii: "!") ? UInt8(ascii: "=") : $0 }
    guard let bytes = Base32.decode(text) else { return value }
    return String(validating: bytes, as: UTF8.self) ?? value
  }
}
