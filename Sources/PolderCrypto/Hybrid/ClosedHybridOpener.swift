package import PolderCore

/// Opens the incumbent's blob form for a reader whose behaviour others can see.
///
/// Whatever is wrong — the header, the padding of the key, the key, the content — ends in one and the same error, because
/// an answer to the question which of them it was is what attacks on the old padding live on. So that a key that happens to
/// unwrap is no answer either, the content has to be JSON: the start of it is held back until that is as good as certain.
package struct ClosedHybridOpener: ByteFilter {
  /// How much of the content is held back; what is shorter is looked at as a whole.
  static let heldLength = 64 << 10

  private var opener: HybridOpener
  private var held: [UInt8] = []
  private var isOpen = false

  /// An opener at the start of a stream.
  /// - Parameter key: the key of whom it was encrypted for
  package init(with key: PrivateKey) { opener = HybridOpener(with: key) }

  /// The plaintext of the next piece, once enough of it is there to be judged.
  package mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8] {
    let opened: [UInt8]
    do { opened = try opener.update(bytes) } catch { throw HybridFailure.closed() }
    guard !isOpen else { return opened }
    held += opened
    guard held.count > Self.heldLength else { return [] }
    guard Self.isText(held) else { throw HybridFailure.closed() }
    isOpen = true
    defer { held = [] }
    return held
  }

  /// The rest.
  package mutating func finish() throws(PolderError) -> [UInt8] {
    do { _ = try opener.finish() } catch { throw HybridFailure.closed() }
    guard !isOpen else { return [] }
    guard JSONScan.isJSON(held) else { throw HybridFailure.closed() }
    return held
  }

  /// Whether bytes begin a text in UTF-8; a character may be cut off at their end.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    (0...3).contains { String(validating: bytes.dropLast($0), as: UTF8.self) != nil }
  }
}

extension HybridText {
  /// Decrypts a text as `open` does, for a reader whose behaviour others can see: whatever is wrong is one and the same
  /// error.
  package static func openClosed(_ text: String, with key: PrivateKey) throws(PolderError) -> [UInt8] {
    do { return try open(text, with: key) } catch { throw HybridFailure.closed() }
  }
}
