public import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a flag gives: the text itself, with `@FILE` what stands in a file, with `-` what comes on standard input.
public enum PromptContent {
  /// What is larger is given as a file's own upload, not as a flag.
  public static let largest = 256 << 20

  /// The bytes that a flag gives.
  /// - Parameters:
  ///   - text: the flag's value
  ///   - input: what `-` reads
  ///   - largest: how many bytes there may be
  /// - Returns: the bytes
  /// - Throws: `PolderError` `prompt-input-file`, `prompt-file`, `prompt-input-too-large`
  public static func bytes(
    of text: String, input: Int32 = 0, largest: Int = largest
  ) throws(PolderError) -> [UInt8] {
    if text == "-" { return try StandardInput.bytes(from: input, largest: largest) }
    guard text.first == "@" else { return Array(text.utf8) }
    let path = String(text.dropFirst())
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw PolderError(
        "prompt-input-file", "The file can not be read: \(String(cString: strerror(errno))).", object: path,
        nextStep: "Check its path and its rights.")
    }
    defer { close(descriptor) }
    return try StandardInput.bytes(from: descriptor, largest: largest)
  }

  /// The JSON value that a flag gives.
  /// - Parameters:
  ///   - text: the flag's value
  ///   - flag: the flag, for the message
  ///   - input: what `-` reads
  /// - Returns: the value
  /// - Throws: `PolderError` `prompt-not-json`, `prompt-input-file`, `prompt-file`, `prompt-input-too-large`
  public static func json(
    of text: String, flag: String, input: Int32 = 0
  ) throws(PolderError) -> JSONValue {
    let bytes = try bytes(of: text, input: input)
    do {
      return try JSONValue(parsing: bytes, limits: .init(bytes: largest))
    } catch {
      throw PolderError(
        "prompt-not-json", "What \(flag) gives is not JSON: \(error).",
        object: text.first == "@" || text == "-" ? text : nil,
        nextStep: "Give JSON, @FILE with JSON in it, or - for standard input.")
    }
  }
}
