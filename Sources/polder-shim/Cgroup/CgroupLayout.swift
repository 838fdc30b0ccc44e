/// Where this process stands in the control groups, from `/proc/self/cgroup` and `/proc/self/mountinfo`.
struct CgroupLayout: Equatable {
  /// The unified hierarchy: its mount point and our folder in it.
  var unified: Place?
  /// Our folder per controller of the older hierarchies.
  var controllers: [String: Place] = [:]

  struct Place: Equatable {
    let mount: String
    let folder: String
  }

  init(groups: String, mounts: String) {
    var paths: [String: String] = [:]
    for line in groups.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      for name in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
        paths[String(name)] = String(fields[2])
      }
    }
    for line in mounts.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count > dash + 3 else { continue }
      let place = { (path: String) in Self.place(path, root: String(fields[3]), mount: Self.unescaped(fields[4])) }
      switch fields[dash + 1] {
      case "cgroup2":
        if unified == nil { unified = paths[""].flatMap(place) }
      case "cgroup":
        for name in fields[dash + 3].split(separator: ",") {
          guard let path = paths[String(name)], controllers[String(name)] == nil else { continue }
          controllers[String(name)] = place(path)
        }
      default: break
      }
    }
  }

  /// A mount may show a part of the hierarchy only.
  private static func place(_ path: String, root: String, mount: String) -> Place? {
    let inside: Substring
    if root == "/" {
      inside = path[...]
    } else if path == root || path.hasPrefix(root + "/") {
      inside = path.dropFirst(root.count)
    } else {
      return nil
    }
    return Place(mount: mount, folder: inside == "/" ? mount : mount + inside)
  }

  private static func unescaped(_ text: Substring) -> String {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let code = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), code.count == 3,
        let value = UInt8(String(decoding: code, as: UTF8.self), radix: 8)
      {
        result.append(value)
        rest = rest.dropFirst(3)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
