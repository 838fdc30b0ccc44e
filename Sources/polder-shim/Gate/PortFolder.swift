import Glibc

/// The folder `ports`: which ports of the tunnel are to be open. Each file is named by its port and holds a rule.
struct PortFolder {
  /// So many ports are open at most.
  static let most = 512

  struct Found {
    var rules: [UInt16: PortRule] = [:]
    /// What can not be understood, by the file's path.
    var problems: [String: String] = [:]
  }

  let path: String

  func read() -> Found {
    var found = Found()
    var ports: [UInt16] = []
    for name in names {
      if let port = UInt16(decimal: name), PortRule.ports.contains(port) {
        ports.append(port)
      } else {
        found.problems["\(path)/\(name)"] = "its name is no port from \(PortRule.ports.lowerBound) on"
      }
    }
    for port in ports.sorted() {
      let file = "\(path)/\(port)"
      guard found.rules.count < Self.most else {
        found.problems[file] = "\(Self.most) ports are open already"
        continue
      }
      guard let bytes = FileText.read(file, limit: PortRule.mostBytes) else {
        // It may have been removed since the folder was listed.
        if errno != ENOENT { found.problems[file] = Console.text(ofError: errno) }
        continue
      }
      guard let rule = PortRule(bytes) else {
        found.problems[file] = "the name of a run, a space, a port and a line feed are expected"
        continue
      }
      found.rules[port] = rule
    }
    return found
  }

  /// The names of all files but those that are still being made; none while the folder is not there.
  private var names: [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
