import Glibc

/// The bounded log of a run: its beginning, and a mark where it was cut off.
struct LogFile: ~Copyable {
  private let file: Descriptor
  private let limit: UInt64
  private(set) var kept: UInt64 = 0
  private(set) var isTruncated = false
  private var chunk = [UInt8](repeating: 0, count: 1 << 14)

  init(path: String, limit: UInt64) throws(Failure) {
    file = try Descriptor(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600), path)
    self.limit = limit
  }

  enum Drained {
    case dry, more, ended
  }

  /// Takes at most so many chunks from the pipe, so that a flood does not keep the supervisor from its limits.
  mutating func drain(_ pipe: Int32, chunks: Int) -> Drained {
    for _ in 0..<chunks {
      let count = read(pipe, &chunk, chunk.count)
      if count == 0 { return .ended }
      if count < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN ? .dry : .ended
      }
      keep(count)
    }
    return .more
  }

  private mutating func keep(_ count: Int) {
    guard !isTruncated else { return }
    let room = Int(clamping: limit - kept)
    var part = chunk[..<min(room, count)]
    while !part.isEmpty {
      let written = part.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      // A full disk cuts the log off; the run is not to blame.
      guard written > 0 else { return truncate("the disk refused more: \(Console.text(ofError: errno))") }
      kept += UInt64(written)
      part = part.dropFirst(written)
    }
    if count > room { truncate("the log's limit of \(limit) bytes is reached") }
  }

  private mutating func truncate(_ why: String) {
    isTruncated = true
    Console.write("\n[cut off here: \(why)]\n", to: file.number)
  }

  borrowing func synchronize() {
    guard kept > 0 else { return }
    // If it fails, the state still tells how the run ended, which matters more than its log.
    fsync(file.number)
  }
}
