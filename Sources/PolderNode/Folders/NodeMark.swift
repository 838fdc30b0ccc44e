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
      do {
        try RunFile.write(Array(random(8).utf8), to: path)
      } catch {
        // Another process of this node may have come first.
        guard FileManager.default.fileExists(atPath: path) else { throw error }
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

  /// So many random hexadecimal digits.
  static func random(_ digits: Int) -> String {
    String((0..<digits).map { _ in Character(String(UInt8.random(in: 0..<16), radix: 16)) })
  }
}
