package import NIOCore

/// What a store opened: how many bytes, and what hands them over part by part.
package struct BlobContent: Sendable {
  /// How many bytes, where that is known.
  package let length: Int?
  /// Hands over the parts; waits while the receiver does.
  package let parts: @Sendable ((ByteBuffer) async throws -> Void) async throws -> Void
}
