import Glibc

/// The folder `ports`: which ports of the tunnel are to be open. Each file is named by its port and holds a rule.
struct PortFolder {
  /// So many ports are open at most.
  static let most = 512

  private static let expected = "a plain file with the name of a run, a space, a port and a line feed is expected"

  struct Found {
    var rules: [UInt16: PortRule] = [:]
    /// What can not be understood, by the file's path.
    var problems: [String: String] = [:]
  }

  let path: String

  /// Throws if it can not be told which files are there. The former rules come first when there are too many, and stay where
  /// the system does not let a file be read now.
  func read(after former: [UInt16: PortRule]) throws(Failure) -> Found {
    var found = Found()
    var ports: [UInt16] = []
    for name in try names() {
      if let port = UInt16(decimal: name), PortRule.ports.contains(port) {
        ports.append(port)
      } else {
        found.problems["\(path)/\(name)"] = "its name is no port from \(PortRule.ports.lowerBound) on"
      }
    }
    let (known, new) = (ports.filter { former[$0] != nil }, ports.filter { former[$0] == nil })
    for port in known.sorted() + new.sorted() {
      let file = "\(path)/\(port)"
      guard found.rules.count < Self.most else {
        found.problems[file] = "\(Self.most) ports are open already"
        continue
      }
      if let bytes = FileText.readPlain(file, limit: PortRule.mostBytes) {
        found.rules[port] = PortRule(bytes)
        if found.rules[port] == nil { found.problems[file] = Self.expected }
        continue
      }
      let error = errno
      // It may have been removed since the folder was listed.
      if error == ENOENT { continue }
      let isWrong = [EFBIG, ELOOP, ENXIO].contains(error)
      found.problems[file] = isWrong ? Self.expected : Console.text(ofError: error)
      if !isWrong { found.rules[port] = former[port] }
    }
    return found
  }

  /// The names of all files but those that are still being made; none while the folder is not there.
  private func names() throws(Failure) -> [String] {
    guard let directory = opendir(path) else {
      if errno == ENOENT { return [] }
      throw Failure(.relay, Console.text(ofError: errno))
    }
    defer { closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    guard errno == 0 else { throw Failure(.relay, Console.text(ofError: errno)) }
    return names
  }
}
