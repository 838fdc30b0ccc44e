import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import PolderCore
import PolderHTTP

/// Keeps large inputs and results in a bucket of any S3. What is larger than a part goes up in several, one held at a
/// time.
struct S3BlobStore: BlobStore {
  /// How large a part is: 10,000 of them are the most that S3 takes.
  static let partSize = 16 << 20

  private let connection: S3Connection

  init(_ settings: S3Settings) { connection = S3Connection(settings) }

  func check() async throws {
    // Nothing is there under this name; what counts is that the bucket says so, and not that there is no bucket.
    let response = try await connection.send(.GET, "polder-check")
    let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
    guard !text.contains("NoSuchBucket") else {
      throw BlobFailure.store("The bucket of large results is not there.", "large_result_store")
    }
    guard response.status.code == 200 || response.status.code == 404 else {
      throw BlobFailure.store(
        "The bucket of large results can not be used: status \(response.status.code).", "large_result_store")
    }
  }

  func keep(_ id: BlobID, _ bytes: BodyStream, limit: Int64) async throws -> Int64 {
    let key = id.description
    var count: Int64 = 0
    var part = ByteBuffer()
    part.reserveCapacity(minimumWritableBytes: Self.partSize)
    var upload: S3Upload?
    do {
      for try await piece in bytes {
        count += Int64(piece.readableBytes)
        guard count <= limit else { throw BlobFailure.tooLarge(limit) }
        var piece = piece
        while piece.readableBytes > 0 {
          let room = min(piece.readableBytes, Self.partSize - part.readableBytes)
          if var slice = piece.readSlice(length: room) { part.writeBuffer(&slice) }
          guard part.readableBytes == Self.partSize else { continue }
          if upload == nil { upload = try await S3Upload.begin(key, connection) }
          try await upload?.add(part)
          part.clear()
        }
      }
      guard var upload else {
        _ = try await connection.text(try await connection.send(.PUT, key, body: part), key)
        return count
      }
      if part.readableBytes > 0 { try await upload.add(part) }
      try await upload.finish()
      return count
    } catch {
      // The first error tells more than a failure to give the parts up.
      try? await upload?.abandon()
      throw error
    }
  }

  func open(_ id: BlobID) async throws -> BlobContent? {
    let key = id.description
    let response = try await connection.send(.GET, key)
    if response.status.code == 404 {
      _ = try await response.body.collect(upTo: 1 << 20)
      return nil
    }
    guard response.status.code == 200 else {
      _ = try await connection.text(response, key)
      return nil
    }
    return BlobContent { send in
      for try await part in response.body { try await send(part) }
    }
  }

  func remove(_ id: BlobID) async throws {
    let key = id.description
    _ = try await connection.text(try await connection.send(.DELETE, key), key, accepting: [404])
  }
}
