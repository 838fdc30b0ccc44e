/// What an engine's own words mean for a node.
struct EngineFindings: Sendable {
  let info: EngineInfo
  let limits: RunLimits
  /// The user of the node, and the owner of the engine's socket where there is one.
  let nodeUser: UInt32
  let socketOwner: UInt32?

  var all: [RuntimeFinding] {
    [engine, owner, users, restarts].compactMap(\.self) + limitFindings
  }

  private var engine: RuntimeFinding {
    let manner = info.isRootless ? "without root" : "as root"
    let groups = info.cgroupVersion.map { ", control groups of version \($0)" } ?? ""
    return RuntimeFinding("engine", .fine, "\(info.name) runs \(manner)\(groups).")
  }

  /// Without root, files of the node are those of the containers' root only when node and engine are one user's.
  private var owner: RuntimeFinding? {
    guard info.isRootless, let socketOwner, socketOwner != nodeUser else { return nil }
    return RuntimeFinding(
      "engine", .refusal, "The engine is another user's: its containers can not use the files of this node.",
      nextStep: "Run the node as the user of the engine.")
  }

  private var users: RuntimeFinding? {
    guard info.mapsUsers else { return nil }
    return RuntimeFinding(
      "users", .warning, "The engine maps users (userns-remap); for this node's containers that is switched off.",
      nextStep: "They have no capability, and files could not be given to them otherwise.")
  }

  private var restarts: RuntimeFinding? {
    guard !info.keepsContainers else { return nil }
    return RuntimeFinding(
      "engine", .warning, "Containers end when the engine is started anew, and their runs are lost.",
      nextStep: "Set \"live-restore\": true in /etc/docker/daemon.json.")
  }

  private var limitFindings: [RuntimeFinding] {
    if info.ignoresLimits {
      return [
        RuntimeFinding(
          "limits", .warning,
          "This engine ignores limits on memory, processors and processes: without root it holds none on version 1 of the "
            + "control groups.",
          nextStep: "Boot with systemd.unified_cgroup_hierarchy=1, or use an engine that runs as root.")
      ]
    }
    let missing = [
      ("memory", info.limitsMemory), ("processes", info.limitsProcesses), ("processors", info.limitsProcessors),
    ].filter { !$0.1 }.map(\.0)
    guard missing.isEmpty else {
      return [
        RuntimeFinding(
          "limits", .warning, "This engine holds no limit on: \(missing.joined(separator: ", ")).",
          nextStep: "Delegate the control groups to it, or use a kernel that has them.")
      ]
    }
    return [RuntimeFinding("limits", .fine, "Limits are held by control groups.")]
  }
}
