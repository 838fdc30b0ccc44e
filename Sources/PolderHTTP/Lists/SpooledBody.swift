import NIOCore
import NIOPosix

/// The bytes of a reply that is written part by part and sent once it is whole: in memory up to a bound, beyond it in a
/// file. So neither a long list nor a slow receiver takes memory or holds a transaction.
public struct SpooledBody {
  private static let memory = 1 << 20
  private static let part = 256 << 10

  private var buffer = ByteBuffer()
  private var file: SpoolFile?
  private var length = 0

  /// Nothing yet.
  public init() {}

  /// Adds bytes at the end.
  /// - Throws: `PolderError` when the file can not take them
  public mutating func add(_ bytes: some Sequence<UInt8>) throws {
    length += buffer.writeBytes(bytes)
    if buffer.readableBytes >= Self.memory { try spill() }
  }

  /// All of it as a reply.
  public consuming func stream(contentType: String) throws -> ReplyStream {
    guard file != nil else {
      return ReplyStream(length: length, contentType: contentType) { [buffer] send in try await send(buffer) }
    }
    try spill()
    return ReplyStream(length: length, contentType: contentType) { [file, length] send in
      var offset = 0
      while let file, offset < length {
        let start = offset
        let part = try await NIOThreadPool.singleton.runIfActive { try file.read(from: start, most: Self.part) }
        guard part.readableBytes > 0 else { return }
        offset += part.readableBytes
        try await send(part)
      }
    }
  }

  private mutating func spill() throws {
    let file = try self.file ?? SpoolFile()
    try file.append(buffer)
    self.file = file
    buffer.clear()
  }
}
