/// What `spec` asks for.
struct RunSpec {
  static let title = "polder-run 1"

  var arguments: [String] = []
  /// `NAME=value`, complete: nothing is inherited.
  var environment: [String] = []
  var directory: String?
  /// Where standard output and error go, relative to the folder.
  var log = "log"
  var logBytes: UInt64 = 1 << 20
  var limits = Limits()
  var output: String?
  var grace: Duration = .seconds(10)
  /// So many generations from the command on get no SIGTERM, because they are wrappers that would take the rest with them.
  var spareGenerations = 0
  var cgroup = true
}
