public import PolderService

/// Whether there is room for runs, closed to others.
public struct DiskStep: NodeCheckStep {
  private static let name = "disk"
  private static let little = 5 << 30
  private static let tooLittle = 256 << 20
  private static let fewFiles = 10_000

  /// A step.
  public init() {}

  /// What is said about the disk.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    guard let configuration = facts.configuration else { return [] }
    let folder = configuration.dataFolder
    guard let disk = facts.disk else {
      return [
        CheckItem(
          Self.name, .error, "Nothing can be told about the data folder.", object: folder,
          nextStep: "Set `task_dir` to a folder on a disk of this machine.")
      ]
    }
    var items: [CheckItem] = []
    if !disk.isWritable {
      items.append(
        CheckItem(
          Self.name, .error, "This user may not write there.", object: disk.folder,
          nextStep: "Allow this user to write \(disk.folder), or set `task_dir` to another folder."))
    }
    if disk.isOpenToOthers {
      items.append(
        CheckItem(
          Self.name, .warning, "Others on this machine may look into the data folder.", object: folder,
          nextStep: "chmod 700 \(folder)"))
    }
    return items + [room(disk)]
  }

  private func room(_ disk: DiskFact) -> CheckItem {
    let step = "Make room there, run `polder node clean`, or set `task_dir` to a folder on another disk."
    let free = "\(ByteText.of(disk.free)) are free."
    if disk.free < Self.little {
      let state: CheckItem.State = disk.free < Self.tooLittle ? .error : .warning
      return CheckItem(Self.name, state, "Only \(free)", object: disk.folder, nextStep: step)
    }
    if let files = disk.freeFiles, files < Self.fewFiles {
      return CheckItem(
        Self.name, .warning, "There is room for \(files) more files only.", object: disk.folder, nextStep: step)
    }
    return CheckItem(Self.name, .ok, free, object: disk.folder)
  }
}
