public import PolderCore
import PolderCrypto

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A small file that only its owner may read, replaced whole or not at all.
public struct PrivateFile: Sendable {
  /// What is larger is not one of ours.
  static let largest = 4 << 20

  /// The path.
  public let path: String

  /// A file; nothing is opened yet.
  public init(_ path: String) { self.path = path }

  /// The content; nil when there is no such file.
  /// - Parameter isSecret: whether a file that others may read is refused
  /// - Returns: the bytes
  /// - Throws: `PolderError` `prompt-file` when it can not be read, `prompt-file-exposed` when others may
  public func read(isSecret: Bool = false) throws(PolderError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw Self.failure("The file can not be read", path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure("The file can not be read", path) }
    if isSecret, status.st_mode & 0o077 != 0 {
      throw PolderError(
        "prompt-file-exposed", "Others may read a file that holds a secret.", object: path,
        nextStep: "Run `chmod 600` on it, and log in again if somebody may have read it.")
    }
    guard status.st_size <= Self.largest else {
      throw PolderError(
        "prompt-file", "The file is too large to be one of this program.", object: path,
        nextStep: "Move it away and run `polder login`.")
    }
    return try Self.bytes(of: descriptor, path)
  }

  /// Replaces the content; the folder is made where there is none.
  /// - Parameter bytes: the new content
  /// - Throws: `PolderError` `prompt-file`; the old content stays then
  public func write(_ bytes: [UInt8]) throws(PolderError) {
    try PrivateFolder.make(Self.folder(of: path))
    do throws(FileProblem) {
      let draft = try FileDraft(path)
      try draft.write(bytes)
      try draft.finish(replacing: true)
    } catch {
      throw Self.failure("The file can not be written", path, error)
    }
  }

  /// Keeps processes apart that change the same files, by a lock of this name: one at a time, for as long as a piece of
  /// work takes; the end of the process gives it back too.
  func locked<Value>(_ work: () throws(PolderError) -> Value) throws(PolderError) -> Value {
    try PrivateFolder.make(Self.folder(of: path))
    let lock: FileLock
    do { lock = try FileLock(path) } catch { throw Self.failure("The lock can not be taken", path, error) }
    defer { lock.release() }
    return try work()
  }

  /// Removes the file, if it is there.
  /// - Throws: `PolderError` `prompt-file`
  public func remove() throws(PolderError) {
    guard unlink(path) != 0, errno != ENOENT, errno != ENOTDIR else { return }
    throw Self.failure("The file can not be removed", path)
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  static func failure(_ what: String, _ path: String, _ problem: FileProblem = .last) -> PolderError {
    PolderError(
      "prompt-file", "\(what): \(problem.reason).", object: path,
      nextStep: "Check its owner and its rights, and the room on its disk.")
  }

  private static func bytes(of descriptor: Int32, _ path: String) throws(PolderError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= largest {
      let piece: [UInt8]
      do {
        piece = try FileBytes.read(descriptor, upTo: 16 << 10)
      } catch {
        throw failure("The file can not be read", path, error)
      }
      if piece.isEmpty { return bytes }
      bytes += piece
    }
    throw PolderError("prompt-file", "The file grew while it was read.", object: path, nextStep: "Try again.")
  }
}
