import CShim
import Glibc

/// A cheap sign that processes multiply: how many threads the machine has, from a file that stays open.
struct CrowdGauge: ~Copyable {
  private let file: Int32
  private let step: Int
  private var base = 0

  /// `limit` is the tree's limit of threads.
  init(limit: Int) {
    file = open("/proc/loadavg", O_RDONLY | O_CLOEXEC)
    step = max(limit / 2, 8)
    base = threads
  }

  deinit {
    if file >= 0 { close(file) }
  }

  /// From now on, growth is counted from here.
  mutating func reset() {
    base = threads
  }

  var hasGrown: Bool { threads > base + step }

  private var threads: Int {
    var text = [UInt8](repeating: 0, count: 64)
    let count = pread(file, &text, text.count, 0)
    guard count > 0, let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return 0 }
    return text[(slash + 1)..<count].prefix(while: \.isDigit).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
