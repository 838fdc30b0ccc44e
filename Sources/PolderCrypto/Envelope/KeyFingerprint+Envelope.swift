import PolderCore

extension KeyFingerprint {
  /// The fingerprint of a header; nil unless there are 32 bytes.
  init?(envelopeBytes bytes: [UInt8]) { self.init(text: "SHA256:" + Base64.encode(bytes).prefix { $0 != "=" }) }
}
