import PolderCore

/// The body of an answer, piece by piece; it can be read once.
///
/// It ends only when it is complete: a connection that breaks before is a failure, `transport-interrupted`.
public struct HTTPAnswerBody: AsyncSequence, Sendable {
  /// Some bytes, at least one.
  public typealias Element = [UInt8]

  private enum Source {
    case connection(AnswerSource)
    case pieces([[UInt8]])
  }

  private let source: Source

  /// A body of given pieces, for stand-ins of a server.
  public init(_ pieces: [[UInt8]]) { source = .pieces(pieces) }

  init(_ source: AnswerSource) { self.source = .connection(source) }

  /// Begins to read.
  public func makeAsyncIterator() -> AsyncIterator {
    switch source {
    case .connection(let source): AsyncIterator(answer: source.take(), pieces: [])
    case .pieces(let pieces): AsyncIterator(answer: nil, pieces: pieces.filter { !$0.isEmpty }[...])
    }
  }

  /// The whole body, when it is small.
  /// - Parameter limit: the most bytes
  /// - Returns: its bytes
  /// - Throws: `PolderError` `transport-reply-too-large`, or whatever ends the body early
  public func collect(upTo limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await piece in self {
      guard bytes.count + piece.count <= limit else {
        throw PolderError(.transportReplyTooLarge, "The answer is larger than \(limit) bytes.")
      }
      bytes += piece
    }
    return bytes
  }

  /// Reads a body.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var answer: AnswerIterator?
    var pieces: ArraySlice<[UInt8]>

    /// The next piece; nil at the end.
    /// - Throws: `PolderError` when the connection breaks or is silent for too long, `CancellationError`
    public mutating func next() async throws -> [UInt8]? {
      if answer != nil { return try await answer?.next() }
      return pieces.popFirst()
    }
  }
}
