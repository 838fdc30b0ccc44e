public import PolderCore

/// The bytes of a stream of base64, as collaborations that are not encrypted have it.
///
/// Other characters are skipped and padding may be missing at the end, as the incumbent has it; more text behind complete
/// padding is an error.
public struct UnencryptedOpener: ByteFilter {
  private var reader = Base64Reader()

  /// An opener at the start of a stream.
  public init() {}

  /// The bytes of the next piece of the text.
  public mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    let read = reader.update(bytes)
    guard !reader.hasMore else { throw UnencryptedFailure.goesOn() }
    return read
  }

  /// Nothing; an error when the last group can stand for no byte.
  public mutating func finish() throws(PolderError) -> [UInt8] {
    guard reader.hasEnded || reader.position != 1 else { throw UnencryptedFailure.cutOff() }
    return []
  }
}
