import NIOCore
package import PolderCore
package import PolderHTTP

/// Where large inputs and results are kept beside the database. Whatever passes through it is never held at once.
package protocol BlobStore: Sendable {
  /// Keeps the bytes of a stream; returns how many there were once they are safe. What fails leaves nothing behind.
  func keep(_ id: BlobID, _ bytes: BodyStream, limit: Int64) async throws -> Int64
  /// Opens what is kept; nil when there is nothing.
  func open(_ id: BlobID) async throws -> BlobContent?
  /// Removes what is kept; nothing happens when there is nothing.
  func remove(_ id: BlobID) async throws
  /// Checks at the start that the store can be used.
  func check() async throws
}
