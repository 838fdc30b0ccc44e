/// Bytes that can be read from the beginning as often as needed, piece by piece.
package struct PieceSource: Sendable {
  /// Gives the next piece; nil at the end.
  package typealias Reader = () async throws -> [UInt8]?

  /// How large a piece is at the most.
  package static let pieceSize = 1 << 20

  /// How many bytes there are; nil when that is not known.
  package let length: Int?
  /// Begins to read.
  package let open: @Sendable () async throws -> Reader

  /// Bytes that stand in memory.
  package init(_ bytes: [UInt8]) {
    length = bytes.count
    open = {
      var position = 0
      return {
        guard position < bytes.count else { return nil }
        let end = min(position + Self.pieceSize, bytes.count)
        defer { position = end }
        return Array(bytes[position..<end])
      }
    }
  }

  package init(length: Int?, open: @escaping @Sendable () async throws -> Reader) {
    self.length = length
    self.open = open
  }
}
