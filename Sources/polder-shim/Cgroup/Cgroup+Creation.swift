import Glibc

extension Cgroup {
  /// Makes a group for a run below our own, or beside it; nil where none can be written.
  static func create(name: String, limits: Limits, layout: CgroupLayout) -> Cgroup? {
    guard let made = unified(name, layout) ?? old(name, layout) else { return nil }
    guard made.apply(limits) else {
      _ = made.remove()
      return nil
    }
    return made
  }

  private static func unified(_ name: String, _ layout: CgroupLayout) -> Cgroup? {
    guard let place = layout.unified,
      let offered = FileText.string(place.folder + "/cgroup.controllers")?.split(whereSeparator: \.isWhitespace),
      offered.contains("memory"), offered.contains("pids")
    else { return nil }
    // A group with processes of its own may not hand controllers down, so a sibling is the second choice.
    if FileText.write("+memory +pids", to: place.folder + "/cgroup.subtree_control"),
      let made = unifiedChild(of: place.folder, name)
    {
      return made
    }
    guard place.folder != place.mount, let slash = place.folder.lastIndex(of: "/") else { return nil }
    return unifiedChild(of: String(place.folder[..<slash]), name)
  }

  private static func unifiedChild(of parent: String, _ name: String) -> Cgroup? {
    let folder = "\(parent)/\(name)"
    guard mkdir(folder, 0o755) == 0 else { return nil }
    guard FileText.exists(folder + "/memory.max"), FileText.exists(folder + "/pids.max") else {
      rmdir(folder)
      return nil
    }
    return Cgroup(kind: .unified, memory: folder, pids: folder, cpu: folder)
  }

  private static func old(_ name: String, _ layout: CgroupLayout) -> Cgroup? {
    guard let memory = layout.controllers["memory"], let pids = layout.controllers["pids"] else { return nil }
    let cpu = layout.controllers["cpuacct"].map { "\($0.folder)/\(name)" }
    let made = Cgroup(kind: .old, memory: "\(memory.folder)/\(name)", pids: "\(pids.folder)/\(name)", cpu: cpu)
    var done: [String] = []
    // Controllers may share a hierarchy, and then a folder.
    for folder in Set(made.folders) {
      guard mkdir(folder, 0o755) == 0 else {
        _ = remove(done)
        return nil
      }
      done.append(folder)
    }
    return made
  }
}
