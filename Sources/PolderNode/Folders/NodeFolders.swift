import Foundation
import PolderCore

/// The layout of a node's folder, and its lock.
struct NodeFolders: Sendable {
  /// The folder of the node.
  let root: String

  init(root: String) { self.root = root }

  var journal: String { root + "/journal.sqlite" }
  var audit: String { root + "/audit.sqlite" }
  var lock: String { root + "/node.lock" }

  /// What belongs to one run.
  func run(_ id: Int64) -> RunFolders {
    let digits = String(id)
    let name = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    return RunFolders(task: "\(root)/task-\(name)", keep: "\(root)/runs/\(name)", name: "task-\(name)")
  }

  /// The temporary folder that the runs of one job share.
  func job(_ id: Int64) -> String { "\(root)/jobs/\(id)" }

  /// The numbers of the runs that have folders.
  func runs() -> [Int64] {
    // What can not be listed is looked at when a run of that number comes.
    ((try? FileManager.default.contentsOfDirectory(atPath: root + "/runs")) ?? []).compactMap { Int64($0) }
  }

  /// The jobs that have temporary folders.
  func jobs() -> [String] {
    // What can not be listed is left to the next cleaning.
    ((try? FileManager.default.contentsOfDirectory(atPath: root + "/jobs")) ?? []).sorted()
  }

  /// Makes the folder of the node, closed to others.
  func make() throws { for path in [root, root + "/runs", root + "/jobs"] { try Self.makeFolder(path) } }

  /// Removes temporary folders of jobs that nobody touched for a week.
  func removeOldJobs(now: Date = Date(), keeping jobs: Set<String>) {
    // What can not be listed or removed stays until the next start.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/jobs")) ?? []
    for name in names where !jobs.contains(name) {
      let path = "\(root)/jobs/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard let touched = attributes?[.modificationDate] as? Date, now.timeIntervalSince(touched) > 604_800 else {
        continue
      }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  /// Removes inputs that waited for runs of an earlier process of the node: each is opened anew.
  func removeSpooledInputs() {
    // What can not be listed or removed stays until the next start.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/runs")) ?? []
    for name in names where name.hasSuffix(RunFolders.spooledSuffix) || name.hasPrefix(".") {
      try? FileManager.default.removeItem(atPath: "\(root)/runs/\(name)")
    }
  }

  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw PolderError(
        .nodeFolderUnusable, "The folder can not be made: \((error as NSError).localizedDescription)", object: path,
        nextStep: "Set `data_dir` to a folder that this user may write to.")
    }
  }

  /// A path from the root, without `.` and `..`; a relative one lies in the given folder.
  static func absolute(_ path: String, relativeTo folder: String) -> String {
    let expanded = path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst(1) : path
    let base = URL(fileURLWithPath: folder, isDirectory: true)
    return URL(fileURLWithPath: expanded, relativeTo: base).standardizedFileURL.path
  }
}
