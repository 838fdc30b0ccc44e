public import PolderCore

/// Bytes go in piece by piece and come out as others, in constant memory, whatever the pieces are.
///
/// What `update` and `finish` gave, one after the other, is the whole. A filter serves one stream; after `finish` or an
/// error it is done. A copy of one that seals goes on with the same key and nonces: never give two copies different bytes,
/// which would tell both texts to everybody.
public protocol ByteFilter: Sendable {
  /// Takes the next piece.
  /// - Parameter bytes: the piece, of any length; the memory it needs is its own and a bounded state
  /// - Returns: what is known so far and was not given yet
  /// - Throws: `PolderError` when the bytes can not be what they should be
  mutating func update(_ bytes: [UInt8]) throws(PolderError) -> [UInt8]

  /// Says that no piece follows.
  /// - Returns: the rest
  /// - Throws: `PolderError` when the stream ended too early or is wrong
  mutating func finish() throws(PolderError) -> [UInt8]
}
