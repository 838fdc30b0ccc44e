import Glibc

/// A control group of one run: one folder in the unified hierarchy, or one per controller.
struct Cgroup {
  let kind: CgroupKind
  let memory: String
  let pids: String
  /// nil where only the sum over `/proc` tells.
  let cpu: String?

  var folders: [String] {
    kind == .unified ? [memory] : [memory, pids] + (cpu.map { [$0] } ?? [])
  }

  var joinFiles: [String] { folders.map { "\($0)/\(kind.joinFile)" } }

  func apply(_ limits: Limits) -> Bool {
    if let bytes = limits.memoryBytes {
      guard FileText.write("\(bytes)", to: "\(memory)/\(kind.memoryLimitFile)") else { return false }
      // Without swap in the kernel the file is missing, and there is nothing to bound.
      _ = FileText.write(kind == .unified ? "0" : "\(bytes)", to: "\(memory)/\(kind.swapLimitFile)")
    }
    if kind == .unified { _ = FileText.write("1", to: "\(memory)/memory.oom.group") }
    if let processes = limits.processes {
      guard FileText.write("\(processes)", to: "\(pids)/pids.max") else { return false }
    }
    return true
  }

  /// The processes that stand in it, wherever in the tree they are.
  var members: [Int32] {
    folders.flatMap { folder in
      (FileText.string("\(folder)/cgroup.procs") ?? "").split(separator: "\n").compactMap { Int32($0) }
    }
  }

  /// Removes the folders; false while the kernel still counts somebody in.
  func remove() -> Bool {
    Self.remove(folders)
  }

  static func remove(_ folders: [String]) -> Bool {
    var gone = true
    for folder in folders where rmdir(folder) != 0 && errno != ENOENT { gone = false }
    return gone
  }
}
