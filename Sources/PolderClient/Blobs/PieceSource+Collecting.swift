import PolderCore
import PolderCrypto

extension PieceSource {
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
