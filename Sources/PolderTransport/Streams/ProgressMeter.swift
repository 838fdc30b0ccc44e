/// Passes the pieces of a body on and reports how many bytes they had so far, for an upload or a download.
///
/// ```swift
/// let body = ProgressMeter(pieces, total: length) { print($0.bytes) }
/// let answer = try await channel.upload(call, body: body, length: length)
/// ```
public struct ProgressMeter<Base: AsyncSequence>: AsyncSequence where Base.Element == [UInt8] {
  /// Some bytes.
  public typealias Element = [UInt8]

  private let base: Base
  private let total: Int?
  private let report: @Sendable (TransferProgress) -> Void

  /// A meter around a body.
  /// - Parameters:
  ///   - base: the body
  ///   - total: how many bytes it has in all, when that is known
  ///   - report: is told after each piece that was passed on, and once at the begin
  public init(_ base: Base, total: Int?, report: @escaping @Sendable (TransferProgress) -> Void) {
    self.base = base
    self.total = total
    self.report = report
  }

  /// Begins to read, and to count anew.
  public func makeAsyncIterator() -> AsyncIterator {
    report(TransferProgress(bytes: 0, total: total))
    return AsyncIterator(base: base.makeAsyncIterator(), total: total, report: report)
  }

  /// Reads a body and counts.
  public struct AsyncIterator: AsyncIteratorProtocol {
    var base: Base.AsyncIterator
    let total: Int?
    let report: @Sendable (TransferProgress) -> Void
    var bytes = 0

    /// The next piece; nil at the end.
    public mutating func next() async throws -> [UInt8]? {
      guard let piece = try await base.next() else { return nil }
      bytes += piece.count
      report(TransferProgress(bytes: bytes, total: total))
      return piece
    }
  }
}

extension ProgressMeter: Sendable where Base: Sendable {}
