import PolderCore

/// The pieces of a source as they leave, each asked for when its turn comes.
package struct SealedPieces: AsyncSequence, Sendable {
  package typealias Element = [UInt8]

  let source: PieceSource
  /// Makes what seals them, anew for each time they are sent.
  let seal: @Sendable () throws -> any ByteFilter
  /// Told how many bytes of the source were read, after each piece.
  var onRead: (@Sendable (Int) -> Void)?

  /// The pieces of a source, sealed.
  package init(
    source: PieceSource, seal: @escaping @Sendable () throws -> any ByteFilter,
    onRead: (@Sendable (Int) -> Void)? = nil
  ) {
    self.source = source
    self.seal = seal
    self.onRead = onRead
  }

  package func makeAsyncIterator() -> Iterator { Iterator(pieces: self) }

  package struct Iterator: AsyncIteratorProtocol {
    let pieces: SealedPieces
    private var read: PieceSource.Reader?
    private var filter: (any ByteFilter)?
    private var count = 0
    private var isEnded = false

    init(pieces: SealedPieces) { self.pieces = pieces }

    package mutating func next() async throws -> [UInt8]? {
      if isEnded { return nil }
      let read: PieceSource.Reader
      if let begun = self.read { read = begun } else { read = try await pieces.source.open() }
      self.read = read
      var filter = try self.filter ?? pieces.seal()
      while let piece = try await read() {
        let sealed = try filter.update(piece)
        count += piece.count
        pieces.onRead?(count)
        guard sealed.isEmpty else {
          self.filter = filter
          return sealed
        }
      }
      isEnded = true
      let rest = try filter.finish()
      return rest.isEmpty ? nil : rest
    }
  }
}
