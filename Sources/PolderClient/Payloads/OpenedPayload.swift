import PolderCrypto

/// An input or a result that was opened.
struct OpenedPayload: Sendable {
  let bytes: [UInt8]
  /// How it was sealed.
  let format: PayloadFormat
}
