public import PolderCore

/// What a handler made of a request.
public struct Outcome<Reply: Sendable>: Sendable {
  /// The reply, or a refusal that keeps what was written, unlike a thrown one.
  public var content: Result<Reply, RequestRefusal>
  /// The status where it is not the operation's own.
  public var status: Int?
  /// Further headers.
  public var headers: [(name: String, value: String)]
  /// Opens, after the transaction, what is sent in place of the reply.
  public var stream: (@Sendable () async throws -> ReplyStream)?

  /// A reply.
  public init(_ reply: Reply, status: Int? = nil, headers: [(name: String, value: String)] = []) {
    content = .success(reply)
    self.status = status
    self.headers = headers
  }

  /// A reply of bytes that are sent as they come, opened once the transaction is over.
  public static func streaming(_ open: @escaping @Sendable () async throws -> ReplyStream) -> Outcome
  where Reply == Wire.RawBytes {
    var outcome = Outcome(Wire.RawBytes())
    outcome.stream = open
    return outcome
  }

  private init(_ refusal: RequestRefusal) {
    content = .failure(refusal)
    headers = []
  }

  /// A refusal; what was written in the transaction stays.
  public static func refused(_ refusal: RequestRefusal) -> Outcome { Outcome(refusal) }
}
