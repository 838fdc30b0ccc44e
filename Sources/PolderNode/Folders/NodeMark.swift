import Foundation
import PolderCore

/// A few random digits that tell the nodes of one machine apart, whatever their names and folders; kept in a file of the
/// node's folder.
enum NodeMark {
  /// Reads the mark, or makes it.
  static func read(_ name: String, in folder: String) throws -> String {
    try NodeFolders.makeFolder(folder)
    let path = folder + "/" + name
    if try RunFile.read(path, limit: 64) == nil {
      // Whole or not at all, whenever the node is ended; another process of this node may come first.
      let draft = "\(path).\(RandomDigits.make(8))"
      defer { unlink(draft) }
      try DurableFile.replace(draft, with: Array(RandomDigits.make(8).utf8))
      guard link(draft, path) == 0 || errno == EEXIST || rename(draft, path) == 0 else {
        throw PolderError(
          .nodeFolderUnusable, "The mark of the node can not be written: error \(errno) of the system.", object: path,
          nextStep: "Set `data_dir` to a folder that this user may write to.")
      }
    }
    let mark = String(decoding: try RunFile.read(path, limit: 64) ?? [], as: UTF8.self)
    guard mark.utf8.count == 8, mark.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else {
      throw PolderError(
        "runtime-node-mark", "The mark of the node can not be understood.", object: path,
        nextStep: "Remove the file while no run is under way; the node makes it anew.")
    }
    return mark
  }
}
