/// A process for good: a pid comes again, together with its start time it does not before the next boot.
struct ProcessIdentity: Equatable {
  let pid: Int32
  /// Clock ticks since boot, field 22 of `/proc/PID/stat`.
  let start: UInt64
}
