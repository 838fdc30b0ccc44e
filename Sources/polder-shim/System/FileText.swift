import Glibc

/// Whole small files.
enum FileText {
  /// The bytes of a file, or nil if it can not be read or has more than `limit` bytes; `errno` tells.
  static func read(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return read(file, limit)
  }

  /// The same for a plain file only, where others may put anything: it neither follows a link (ELOOP) nor waits for who
  /// writes to a pipe (ENXIO).
  static func readPlain(_ path: String, limit: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { return nil }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      errno = ENXIO
      return nil
    }
    return read(file, limit)
  }

  private static func read(_ file: Int32, _ limit: Int) -> [UInt8]? {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if count == 0 { return result }
      result.append(contentsOf: chunk[..<count])
      if result.count > limit {
        errno = EFBIG
        return nil
      }
      if chunk.count < 1 << 16 { chunk = [UInt8](repeating: 0, count: 1 << 16) }
    }
  }

  static func string(_ path: String) -> String? {
    read(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes to an existing file, such as one of a cgroup; false if refused, `errno` tells.
  static func write(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array(text.utf8)
    return Glibc.write(file, bytes, bytes.count) == bytes.count
  }

  static func exists(_ path: String) -> Bool {
    faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0
  }
}
