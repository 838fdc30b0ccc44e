/// One process as `/proc/PID/stat` shows it.
struct ProcessEntry: Equatable {
  var identity: ProcessIdentity
  var parent: Int32
  var group: Int32
  var session: Int32
  var isDead: Bool
  /// Clock ticks of its own.
  var ownTicks: UInt64
  /// Clock ticks of the children it waited for.
  var childTicks: UInt64
  var threads: Int
  var residentPages: UInt64
}
