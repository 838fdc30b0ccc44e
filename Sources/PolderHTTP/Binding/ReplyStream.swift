public import NIOCore

/// A reply that is sent as its bytes come; whoever receives slowly makes the source wait.
public struct ReplyStream: Sendable {
  /// Sends one part; returns once there is room for the next.
  public typealias Send = (ByteBuffer) async throws -> Void

  /// How many bytes it has, where that is known.
  public let length: Int?
  /// The content's type.
  public let contentType: String
  /// The content's disposition.
  public let disposition: String?
  let body: @Sendable (Send) async throws -> Void

  /// A reply.
  /// - Parameters:
  ///   - length: how many bytes it has
  ///   - contentType: their type
  ///   - disposition: what to do with them
  ///   - body: sends them part by part; its error breaks the connection, so that nobody takes a part for the whole
  public init(
    length: Int?, contentType: String = "application/octet-stream", disposition: String? = nil,
    body: @escaping @Sendable (Send) async throws -> Void
  ) {
    self.length = length
    self.contentType = contentType
    self.disposition = disposition
    self.body = body
  }
}
