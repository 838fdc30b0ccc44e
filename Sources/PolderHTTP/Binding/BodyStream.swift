import HTTPTypes
import Hummingbird
public import NIOCore

/// The bytes of a request as they come. Whoever reads slowly makes the sender wait; they can be read once.
public struct BodyStream: AsyncSequence, Sendable {
  /// One part.
  public typealias Element = ByteBuffer

  private let base: AnyBody
  /// How many bytes the sender announced.
  public let announcedLength: Int?

  fileprivate enum AnyBody: Sendable {
    case request(RequestBody)
    case parts([ByteBuffer])
  }

  /// The body of a request; one that is compressed is refused, for what it becomes is not bounded by what it is.
  init(_ request: Request) throws {
    if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" {
      throw Answer.Plain.compressed
    }
    base = .request(request.body)
    announcedLength = request.headers[.contentLength].flatMap { Int($0) }
  }

  /// Bytes that are there already.
  public init(parts: [ByteBuffer]) {
    base = .parts(parts)
    announcedLength = parts.reduce(0) { $0 + $1.readableBytes }
  }

  /// The parts, one after the other.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private var request: RequestBody.AsyncIterator?
    private var parts: ArraySlice<ByteBuffer> = []

    fileprivate init(_ base: AnyBody) {
      switch base {
      case .request(let body): request = body.makeAsyncIterator()
      case .parts(let list): parts = list[...]
      }
    }

    /// The next part, or nil at the end.
    public mutating func next() async throws -> ByteBuffer? {
      if request != nil { return try await request?.next() }
      return parts.popFirst()
    }
  }

  /// Begins to read.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base) }
}
