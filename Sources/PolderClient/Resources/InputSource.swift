public import PolderCore
import PolderCrypto

/// Where the input of a task comes from, when it is more than a method and its arguments: bytes that the algorithm reads
/// as they are. Large ones never stand in memory at once where the server keeps them beside its database.
public struct InputSource: Sendable {
  let pieces: PieceSource
  /// Whether they are JSON by the way they were made.
  var isJSON = false

  /// A method and its arguments.
  public static func algorithm(_ input: AlgorithmInput) -> InputSource {
    InputSource(pieces: PieceSource(input.json.bytes), isJSON: true)
  }

  /// Bytes that stand in memory.
  public static func bytes(_ bytes: [UInt8]) -> InputSource { InputSource(pieces: PieceSource(bytes)) }

  /// The content of a file, which must not change until the task is made.
  /// - Parameter path: the path
  /// - Returns: the source
  /// - Throws: `PolderError` `client-file` when it can not be read
  public static func file(_ path: String) throws(PolderError) -> InputSource {
    let length = try SourceFile(path).length
    return InputSource(
      pieces: PieceSource(length: length) {
        let file = try SourceFile(path)
        return { try file.next(PieceSource.pieceSize) }
      })
  }

  /// Pieces that come one after the other, made anew for each organization.
  /// - Parameters:
  ///   - length: how many bytes there are, when that is known
  ///   - make: gives the pieces from the first
  /// - Returns: the source
  public static func pieces<Pieces: AsyncSequence & SendableMetatype>(
    length: Int? = nil, _ make: @escaping @Sendable () async throws -> Pieces
  ) -> InputSource where Pieces.Element == [UInt8], Pieces.AsyncIterator: SendableMetatype {
    InputSource(
      pieces: PieceSource(length: length) {
        var iterator = try await make().makeAsyncIterator()
        return { try await iterator.next() }
      })
  }

  /// Refuses what does not survive as a text: the Python client's format keeps only JSON as it is.
  func checkText(_ bytes: [UInt8]) throws(PolderError) {
    if isJSON || bytes.isEmpty { return }
    do {
      _ = try JSONValue(parsing: bytes, limits: .init(bytes: Payloads.inMemory, allowsNonFinite: true))
    } catch {
      throw PolderError(
        "client-input-not-json", "The input is not JSON, and the server keeps no large inputs.",
        nextStep: "Give JSON, or ask the server's operator for a store for large inputs.", cause: error)
    }
  }
}
