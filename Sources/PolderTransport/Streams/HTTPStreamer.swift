/// Whatever can carry bodies piece by piece, so that no body has to stand in memory at once.
///
/// The time limit of a call (`HTTPCall.timeout`) is here the longest time without a byte: a large body may take long, a
/// silent connection may not. The time that the caller takes itself, to make or to use a piece, does not count.
public protocol HTTPStreamer: HTTPCaller {
  /// Sends a body piece by piece, none faster than the connection takes it, and gives the whole answer.
  ///
  /// An answer that refuses the call ends the sending at once.
  /// - Parameters:
  ///   - call: what to ask; its own body is not sent
  ///   - body: the pieces, asked for one after the other; its failure aborts the request and is thrown as it is
  ///   - length: how many bytes it has in all, when that is known
  /// - Returns: the answer, whatever its status
  /// - Throws: `PolderError` with a `transport-…` code when there is no answer, `CancellationError` when cancelled
  func upload<Body: AsyncSequence & Sendable>(
    _ call: HTTPCall, body: Body, length: Int?
  ) async throws -> HTTPAnswer where Body.Element == [UInt8]

  /// Gives the head of an answer and its body piece by piece, none faster than they are read.
  ///
  /// The connection is given up when `read` returns before the end, or throws.
  /// - Parameters:
  ///   - call: what to ask
  ///   - read: takes the answer, whatever its status; what it throws is thrown as it is
  /// - Returns: what `read` made of it
  /// - Throws: `PolderError` with a `transport-…` code when there is no answer, `CancellationError` when cancelled
  func download<Value: Sendable>(
    _ call: HTTPCall, _ read: @escaping @Sendable (HTTPAnswerHead, HTTPAnswerBody) async throws -> Value
  ) async throws -> Value
}
