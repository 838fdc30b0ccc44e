/// What the tree uses at one moment.
struct Sample {
  /// Never less than what was seen before.
  var cpu: Duration = .zero
  var memoryBytes: UInt64 = 0
  var peakMemoryBytes: UInt64 = 0
  /// Threads, of all processes together.
  var processes = 0
  var outputBytes: UInt64 = 0
  /// The kernel ended a process for want of memory.
  var memoryRefused = false
  /// The kernel refused a new process.
  var processRefused = false
}
