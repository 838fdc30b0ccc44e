/// What the command and all processes below it may use together; nil is no limit.
struct Limits: Equatable {
  var memoryBytes: UInt64?
  var cpu: Duration?
  /// Threads, of all processes together.
  var processes: Int?
  var wall: Duration?
  var outputBytes: UInt64?
  /// The size of any one file that is written.
  var fileBytes: UInt64?
  /// The address space of any one process.
  var addressBytes: UInt64?
}
