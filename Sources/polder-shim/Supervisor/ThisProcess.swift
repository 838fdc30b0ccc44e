import CShim
import Glibc

/// Facts about the supervisor's own process.
enum ThisProcess {
  static func identity() throws(Failure) -> ProcessIdentity {
    var table = ProcessTable()
    guard let entry = table.entry(getpid()) else { throw Failure.system("/proc/self/stat") }
    return entry.identity
  }

  static func boot() throws(Failure) -> String {
    guard let text = FileText.string("/proc/sys/kernel/random/boot_id") else { throw Failure.system("boot_id") }
    return String(text.prefix { !$0.isNewline })
  }

  /// CPU time of the ended children that were waited for, with theirs.
  static var reaped: Duration { .microseconds(shim_reaped_cpu()) }

  /// Bytes of the largest of them.
  static var reapedPeak: UInt64 { UInt64(max(shim_reaped_peak(), 0)) }

  /// Asks for a turn soon among many busy processes; returns the niceness from before, for those who get none of it.
  /// Without privilege this is refused, and the supervisor has to do without.
  static func takePrecedence() -> Int32 {
    let niceness = shim_niceness()
    shim_set_niceness(niceness - 10)
    // Where the kernel first divides time between sessions, niceness counts inside one only, and this between them. In a
    // session that is not its own it would raise strangers.
    if getsid(0) == getpid() { _ = FileText.write("-19", to: "/proc/self/autogroup") }
    return niceness
  }

  /// Standard streams to nowhere: whoever reads them must not wait for the supervisor's end.
  static func detachStreams() {
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    for number in 0...2 { dup2(nowhere, Int32(number)) }
    close(nowhere)
  }
}
