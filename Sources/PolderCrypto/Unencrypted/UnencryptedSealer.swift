public import PolderCore

/// The base64 of a stream, as collaborations that are not encrypted have it. All pieces together are what
/// `UnencryptedText` gives for the whole.
public struct UnencryptedSealer: ByteFilter {
  private var writer = Base64Writer()

  /// A sealer at the start of a stream.
  public init() {}

  /// The text of all groups that are complete.
  public mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] { writer.update(bytes) }

  /// The text of the last group, with its padding.
  public mutating func finish() throws(PolderError) -> [UInt8] { writer.finish() }
}
