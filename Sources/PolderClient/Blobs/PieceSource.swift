import PolderCore

/// Bytes that can be read from the beginning as often as needed, piece by piece.
struct PieceSource: Sendable {
  /// Gives the next piece; nil at the end.
  typealias Reader = () async throws -> [UInt8]?

  /// How large a piece is at the most.
  static let pieceSize = 1 << 20

  /// How many bytes there are; nil when that is not known.
  let length: Int?
  /// Begins to read.
  let open: @Sendable () async throws -> Reader

  /// Bytes that stand in memory.
  init(_ bytes: [UInt8]) {
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

  init(length: Int?, open: @escaping @Sendable () async throws -> Reader) {
    self.length = length
    self.open = open
  }

  /// All bytes at once.
  /// - Parameter limit: the most bytes
  /// - Returns: the bytes
  /// - Throws: `PolderError` `client-input-too-large`, and whatever reading throws
  func collect(upTo limit: Int) async throws -> [UInt8] {
    let read = try await open()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(length ?? 0, limit))
    while let piece = try await read() {
      guard bytes.count + piece.count <= limit else {
        throw PolderError(
          "client-input-too-large", "The input is larger than \(limit) bytes, and the server keeps no large inputs.",
          nextStep: "Ask the server's operator for a store for large inputs.")
      }
      bytes += piece
    }
    return bytes
  }
}
