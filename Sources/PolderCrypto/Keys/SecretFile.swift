import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that only their owner may read.
enum SecretFile {
  /// What a file was found to be.
  struct Found {
    /// What is in it.
    let bytes: [UInt8]
    /// Whether its group or everybody may read it.
    let isReadableByOthers: Bool
  }

  /// Reads a file, but no more than a limit, whatever it says about its size.
  static func read(_ path: String, limit: Int) throws(PolderError) -> Found {
    // Without O_NONBLOCK a pipe with no writer would block for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, FileProblem.last.reason) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, FileProblem.last.reason) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable(path, "it is no regular file") }
    var bytes: [UInt8] = []
    while true {
      let piece: [UInt8]
      do { piece = try FileBytes.read(descriptor, upTo: 16 << 10) } catch { throw unreadable(path, error.reason) }
      guard !piece.isEmpty else { break }
      bytes += piece
      guard bytes.count <= limit else { throw unreadable(path, "it is longer than \(limit) bytes") }
    }
    return Found(bytes: bytes, isReadableByOthers: status.st_mode & 0o044 != 0)
  }

  /// Writes a file beside its place and moves it there when it is whole and on disk.
  static func save(_ bytes: [UInt8], to path: String, replacing: Bool) throws(PolderError) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard !name.isEmpty else { throw unwritable(path, "it names no file") }
    do throws(FileProblem) {
      let draft = try FileDraft(path)
      try draft.write(bytes)
      try draft.finish(replacing: replacing)
    } catch {
      throw error.isThere && !replacing ? exists(path) : unwritable(path, error.reason)
    }
  }

  private static func unreadable(_ path: String, _ reason: String) -> PolderError {
    PolderError(
      "crypto-file-unreadable", "The file can not be read: \(reason).", object: path,
      nextStep: "Check the path, and that this user may read the file.")
  }

  private static func unwritable(_ path: String, _ reason: String) -> PolderError {
    PolderError(
      "crypto-file-unwritable", "The file can not be written: \(reason).", object: path,
      nextStep: "Check that the folder exists and that this user may write to it.")
  }

  private static func exists(_ path: String) -> PolderError {
    PolderError(
      "crypto-file-exists", "There is a file already, and it was left as it is.", object: path,
      nextStep: "Choose another path, or say that it is to be replaced when its key is not needed any more.")
  }
}
