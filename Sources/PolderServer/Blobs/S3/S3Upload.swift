import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import PolderCore

/// An upload in several parts, under way.
struct S3Upload: Sendable {
  private let key: String
  private let id: String
  private let connection: S3Connection
  private var tags: [String] = []

  private init(key: String, id: String, connection: S3Connection) {
    self.key = key
    self.id = id
    self.connection = connection
  }

  /// Begins one.
  static func begin(_ key: String, _ connection: S3Connection) async throws -> S3Upload {
    let response = try await connection.send(.POST, key, query: [("uploads", "")])
    guard let id = S3Connection.element("UploadId", of: try await connection.text(response, key)) else {
      throw BlobFailure.store("The bucket begins no upload in parts.", key)
    }
    return S3Upload(key: key, id: id, connection: connection)
  }

  /// Sends the next part.
  mutating func add(_ part: ByteBuffer) async throws {
    let query = [("partNumber", String(tags.count + 1)), ("uploadId", id)]
    let response = try await connection.send(.PUT, key, query: query, body: part)
    _ = try await connection.text(response, key)
    guard let tag = response.headers.first(name: "etag") else {
      throw BlobFailure.store("The bucket gives a part no tag.", key)
    }
    tags.append(tag)
  }

  /// Makes one object of the parts.
  func finish() async throws {
    let parts = tags.enumerated().map { number, tag in
      "<Part><PartNumber>\(number + 1)</PartNumber><ETag>\(Self.escaped(tag))</ETag></Part>"
    }
    let body = "<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>"
    let response = try await connection.send(.POST, key, query: [("uploadId", id)], body: ByteBuffer(string: body))
    _ = try await connection.text(response, key)
  }

  /// Gives the parts up.
  func abandon() async throws {
    let response = try await connection.send(.DELETE, key, query: [("uploadId", id)])
    _ = try await connection.text(response, key, accepting: [404])
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
  }
}
