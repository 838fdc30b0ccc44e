import PolderTesting

extension SitePlan {
  /// The same without a running node.
  var unstarted: SitePlan {
    var plan = self
    plan.isStarted = false
    return plan
  }

  /// Writes a result of 1, to see whether a node still works.
  static let one = "cd /mnt/data/task-*; printf 1 > output"
  /// Counts its start in its output, says `up`, and goes on once somebody writes into the pipe in the folder of its job.
  static let gated =
    "cd /mnt/data/task-*; printf 1 >> output; mkfifo /mnt/tmp/gate; echo up; read word < /mnt/tmp/gate"

  /// An organization whose node knows both of those.
  static func plain(_ name: String) -> SitePlan {
    var plan = SitePlan(name)
    plan.scripts = ["one": one, "gated": gated]
    return plan
  }
}
