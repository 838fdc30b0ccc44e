public import PolderCore

/// What a handler made of a request.
public struct Outcome<Reply: Sendable>: Sendable {
  /// The reply, or a refusal that keeps what was written, unlike a thrown one.
  public var content: Result<Reply, RequestRefusal>
  /// The status where it is not the operation's own.
  public var status: Int?
  /// Further headers.
  public var headers: [(name: String, value: String)]

  /// A reply.
  public init(_ reply: Reply, status: Int? = nil, headers: [(name: String, value: String)] = []) {
    content = .success(reply)
    self.status = status
    self.headers = headers
  }

  private init(_ refusal: RequestRefusal) {
    content = .failure(refusal)
    headers = []
  }

  /// A refusal; what was written in the transaction stays.
  public static func refused(_ refusal: RequestRefusal) -> Outcome { Outcome(refusal) }
}
