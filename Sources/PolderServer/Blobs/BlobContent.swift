package import NIOCore

/// What a store opened.
package struct BlobContent: Sendable {
  /// Hands over the parts; waits while the receiver does.
  package let parts: @Sendable ((ByteBuffer) async throws -> Void) async throws -> Void
}
