/// The last part of a state.
struct RunEnd {
  var reason: Ending
  var status: ExitStatus?
  /// Why the command could not be started.
  var error: String?
  /// Milliseconds since 1970.
  var endedAt: Int64
  var wall: Duration
  var cpu: Duration
  var peakMemory: UInt64
  var peakProcesses: Int
  var logBytes: UInt64
  var logTruncated: Bool
}
