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
    guard descriptor >= 0 else { throw unreadable(path, reason(errno)) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path, reason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable(path, "it is no regular file") }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = piece.withUnsafeMutableBytes { unistdRead(descriptor, $0) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, reason(errno)) }
      guard count > 0 else { break }
      bytes += piece[..<count]
      guard bytes.count <= limit else { throw unreadable(path, "it is longer than \(limit) bytes") }
    }
    return Found(bytes: bytes, isReadableByOthers: status.st_mode & 0o044 != 0)
  }

  /// Writes a file beside its place and moves it there when it is whole and on disk.
  static func save(_ bytes: [UInt8], to path: String, replacing: Bool) throws(PolderError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard !name.isEmpty else { throw unwritable(path, "it names no file") }
    let draft = "\(folder).polder-\(String(UInt64.random(in: .min ... .max), radix: 16)).new"
    // O_EXCL follows no link that another put there, and the mode holds from the first byte on.
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unwritable(path, reason(errno)) }
    defer { unlink(draft) }
    let failure = fill(descriptor, bytes)
    guard close(descriptor) == 0, failure == nil else { throw unwritable(path, failure ?? reason(errno)) }
    if replacing {
      guard rename(draft, path) == 0 else { throw unwritable(path, reason(errno)) }
    } else {
      // Other than a look before a rename, a link can not replace what another made in between.
      guard link(draft, path) == 0 else { throw errno == EEXIST ? exists(path) : unwritable(path, reason(errno)) }
    }
    try keep(folder, path)
  }

  /// Writes all bytes through to the disk; the reason when that failed.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> String? {
    // The mode of `open` is narrowed by the mask of the process; this one is not.
    guard fchmod(descriptor, 0o600) == 0 else { return reason(errno) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { unistdWrite(descriptor, $0) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return reason(errno) }
      rest = rest.dropFirst(count)
    }
    return fsync(descriptor) == 0 ? nil : reason(errno)
  }

  /// Makes the new name in a folder last through a loss of power.
  private static func keep(_ folder: String, _ path: String) throws(PolderError) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    // A folder that may be written to but not read, or one of a file system without this, has the file all the same.
    guard descriptor >= 0 else { return }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw unwritable(path, reason(errno))
    }
  }

  private static func unistdRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.read(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Darwin)
      Darwin.read(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static func unistdWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
  }

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

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
