import CShim
import Glibc

/// Reads processes from `/proc`.
struct ProcessTable {
  private var buffer = [UInt8](repeating: 0, count: 8192)
  /// Whether the kernel lists children; else every look goes through all processes of the machine.
  let listsChildren = FileText.exists("/proc/thread-self/children")

  mutating func entry(_ pid: Int32) -> ProcessEntry? {
    guard let count = fill("/proc/\(pid)/stat") else { return nil }
    return ProcessEntry(stat: buffer[..<count])
  }

  /// All processes below one, quickly; may miss one that is born meanwhile, and stops beyond `most`.
  mutating func descendants(of root: Int32, most: Int) -> [ProcessEntry] {
    guard listsChildren else { return allDescendants(of: root) }
    var found: [ProcessEntry] = []
    var seen: Set<Int32> = [root]
    var open = children(of: root, threads: 1)
    while found.count <= most, let pid = open.popLast() {
      guard seen.insert(pid).inserted, let entry = entry(pid) else { continue }
      found.append(entry)
      open += children(of: pid, threads: entry.threads)
    }
    return found
  }

  /// The living processes below one that are not among the known, whose children count as well.
  mutating func newcomers(below root: Int32, known: [Int32: ProcessIdentity]) -> [ProcessEntry] {
    var family = Set(known.keys)
    family.insert(root)
    var found: [ProcessEntry] = []
    var strangers: [ProcessEntry] = []
    for pid in numbers(in: "/proc") where !family.contains(pid) {
      guard let entry = entry(pid), !entry.isDead else { continue }
      if family.contains(entry.parent) {
        family.insert(pid)
        found.append(entry)
      } else {
        strangers.append(entry)
      }
    }
    // A child may stand before its parent.
    var grown = true
    while grown {
      grown = false
      strangers.removeAll {
        guard family.contains($0.parent) else { return false }
        family.insert($0.identity.pid)
        found.append($0)
        grown = true
        return true
      }
    }
    return found
  }

  /// The processes of a session.
  mutating func members(ofSession session: Int32) -> [ProcessEntry] {
    numbers(in: "/proc").compactMap { entry($0) }.filter { $0.session == session }
  }

  /// All processes below one, found by their parents among all processes of the machine.
  mutating func allDescendants(of root: Int32) -> [ProcessEntry] {
    var byParent: [Int32: [ProcessEntry]] = [:]
    for pid in numbers(in: "/proc") {
      guard let entry = entry(pid) else { continue }
      byParent[entry.parent, default: []].append(entry)
    }
    var found: [ProcessEntry] = []
    var open = [root]
    while let pid = open.popLast() {
      for entry in byParent.removeValue(forKey: pid) ?? [] {
        found.append(entry)
        open.append(entry.identity.pid)
      }
    }
    return found
  }

  /// The threads of all processes of a user.
  mutating func threads(ofUser user: uid_t) -> Int {
    numbers(in: "/proc").reduce(0) { sum, pid in
      guard shim_file_owner("/proc/\(pid)") == Int64(user), let entry = entry(pid) else { return sum }
      return sum + entry.threads
    }
  }

  private mutating func children(of pid: Int32, threads: Int) -> [Int32] {
    var result: [Int32] = []
    // A dead leader with living threads counts them all, so a single thread is the leader.
    for thread in threads == 1 ? [pid] : numbers(in: "/proc/\(pid)/task") {
      guard let count = fill("/proc/\(pid)/task/\(thread)/children") else { continue }
      for field in buffer[..<count].split(separator: 0x20) {
        if let child = Int32(String(decoding: field, as: UTF8.self)) { result.append(child) }
      }
    }
    return result
  }

  private func numbers(in path: String) -> [Int32] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var result: [Int32] = []
    while let entry = readdir(directory) {
      let number = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { strtol($0, nil, 10) }
      }
      if number > 0 { result.append(Int32(clamping: number)) }
    }
    return result
  }

  /// Reads a file into the buffer, growing it; nil if the process is gone.
  private mutating func fill(_ path: String) -> Int? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var filled = 0
    while true {
      if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
      let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress.map { $0 + filled }, $0.count - filled) }
      if count <= 0 { return count == 0 && filled > 0 ? filled : nil }
      filled += count
    }
  }
}
