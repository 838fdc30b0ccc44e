import Foundation
import NIOCore
import NIOPosix
package import PolderCore
package import PolderHTTP

/// Keeps large inputs and results as files of a folder. A name is made of the id alone, never of what somebody sent;
/// a file comes under its name only when it is whole and on the disk.
package struct FileBlobStore: BlobStore {
  /// The folder.
  let folder: String
  private let threads = NIOThreadPool.singleton
  private static let partSize = 256 * 1024

  /// A store in a folder, which is made when it is not there.
  package init(folder: String) { self.folder = folder }

  package func check() async throws {
    try await threads.runIfActive {
      try Self.makeFolder(folder)
      guard access(folder, W_OK | X_OK) == 0 else {
        throw BlobFailure.store("The folder of large results can not be written to.", folder)
      }
    }
  }

  package func keep(_ id: BlobID, _ bytes: BodyStream, limit: Int64) async throws -> Int64 {
    let temporary = "\(folder)/incoming/\(id)"
    let file = try await threads.runIfActive { () -> Int32 in
      try Self.makeFolder("\(folder)/incoming")
      return try Self.checked(Foundation.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600), temporary)
    }
    do {
      var count: Int64 = 0
      for try await part in bytes {
        count += Int64(part.readableBytes)
        guard count <= limit else { throw BlobFailure.tooLarge(limit) }
        try await threads.runIfActive { try Self.write(part, to: file, temporary) }
      }
      let path = path(id)
      let shard = shard(id)
      try await threads.runIfActive {
        _ = try Self.checked(fsync(file), temporary)
        try Self.makeFolder(shard)
        _ = try Self.checked(rename(temporary, path), path)
        try Self.sync(folder: shard)
        _ = close(file)
      }
      return count
    } catch {
      // The first error tells more than a failure to clear up; what stays is removed with the upload's row.
      _ = try? await threads.runIfActive {
        _ = close(file)
        _ = unlink(temporary)
      }
      throw error
    }
  }

  package func open(_ id: BlobID) async throws -> BlobContent? {
    let path = path(id)
    let isThere = try await threads.runIfActive {
      guard access(path, R_OK) == 0 else {
        if errno == ENOENT { return false }
        throw Self.failure(path)
      }
      return true
    }
    guard isThere else { return nil }
    return BlobContent { send in
      let file = try await threads.runIfActive {
        try Self.checked(Foundation.open(path, O_RDONLY | O_CLOEXEC), path)
      }
      do {
        while let part = try await threads.runIfActive({ try Self.read(file, path) }) { try await send(part) }
      } catch {
        _ = try? await threads.runIfActive { close(file) }
        throw error
      }
      _ = try await threads.runIfActive { close(file) }
    }
  }

  package func remove(_ id: BlobID) async throws {
    for path in [path(id), "\(folder)/incoming/\(id)"] {
      try await threads.runIfActive {
        guard unlink(path) == 0 || errno == ENOENT else { throw Self.failure(path) }
      }
    }
  }

  private func shard(_ id: BlobID) -> String { "\(folder)/\(id.description.prefix(2))" }

  private func path(_ id: BlobID) -> String { "\(shard(id))/\(id)" }

  private static func write(_ part: ByteBuffer, to file: Int32, _ path: String) throws {
    try part.withUnsafeReadableBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = Foundation.write(file, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
        if count < 0, errno == EINTR { continue }
        offset += Int(try checked(Int32(clamping: count), path))
      }
    }
  }

  private static func read(_ file: Int32, _ path: String) throws -> ByteBuffer? {
    var part = ByteBufferAllocator().buffer(capacity: partSize)
    let count = try part.writeWithUnsafeMutableBytes(minimumWritableBytes: partSize) { space in
      Int(try checked(Int32(clamping: Foundation.read(file, space.baseAddress, partSize)), path))
    }
    return count == 0 ? nil : part
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw BlobFailure.store("The folder of large results can not be made.", path, cause: error)
    }
  }

  private static func sync(folder: String) throws {
    let file = try checked(Foundation.open(folder, O_RDONLY | O_CLOEXEC), folder)
    defer { _ = close(file) }
    _ = try checked(fsync(file), folder)
  }

  private static func checked(_ result: Int32, _ path: String) throws -> Int32 {
    guard result >= 0 else { throw failure(path) }
    return result
  }

  private static func failure(_ path: String) -> PolderError {
    BlobFailure.store("The system refuses: \(String(cString: strerror(errno))).", path)
  }
}
