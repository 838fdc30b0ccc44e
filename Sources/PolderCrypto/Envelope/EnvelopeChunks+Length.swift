import PolderCore

extension EnvelopeChunks {
  /// How long the chunk is that a word begins, as it is sent; nil while the word has not arrived.
  ///
  /// Only the last chunk may be short, and it is empty only where it is the first: there is one way to divide a text.
  func length(of word: [UInt8], isFirst: Bool) throws(PolderError) -> (bytes: Int, isLast: Bool)? {
    guard word.count == EnvelopeForm.wordLength else { return nil }
    let number = word.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let isLast = number & EnvelopeForm.lastFlag != 0
    let count = Int(number & ~EnvelopeForm.lastFlag)
    guard count <= size else {
      throw PolderError(
        .envelopeTooLarge, "A chunk claims \(count) bytes where \(size) are the most.",
        nextStep: "Do not use it: it is damaged or made to do harm.")
    }
    guard isLast ? count > 0 || isFirst : count == size else {
      throw .malformedEnvelope("a chunk of \(count) bytes is too short for its place")
    }
    return (count + Self.overhead, isLast)
  }
}
