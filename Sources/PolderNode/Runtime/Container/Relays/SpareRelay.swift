import Foundation
import PolderCore

/// A relay that was made before a run asked for one, and the folders that are bound into it.
///
/// The run gets the folder of the socket by a new name: what is bound into a container is the folder itself, whatever it
/// is called.
struct SpareRelay: Sendable, Hashable {
  /// Its label, and that of the run's container once a run has it.
  let order: String
  /// The name of its container.
  let name: String
  /// What is bound into it, until a run has it.
  let folder: String

  private static let borrowerName = "run"

  init(order: String, names: ContainerNames, root: String) {
    self.order = order
    name = names.spare(order)
    folder = root + "/" + order
  }

  /// Where the socket of the run will be.
  var proxy: String { folder + "/proxy" }
  /// Where the relay says that it listens.
  var records: ContainerFolder { ContainerFolder(path: folder) }

  func makeFolders() throws {
    for path in [folder, proxy, records.ready] { try NodeFolders.makeFolder(path) }
  }

  /// Gives the folder of the socket to a run.
  /// - Parameters:
  ///   - path: an empty folder, whose place it takes
  ///   - borrower: the folder of the run's records
  /// - Throws: `PolderError` `node-folder-unusable` when it can not be moved
  func lend(proxy path: String, to borrower: String) throws {
    // First: after a crash it is looked up there whether the run has the relay.
    try RunFile.write(Array(borrower.utf8), to: folder + "/" + Self.borrowerName)
    guard rename(proxy, path) == 0 else {
      throw PolderError(
        .nodeFolderUnusable, "The folder of the proxy's socket can not be moved: \(String(cString: strerror(errno)))",
        object: path)
    }
  }

  /// Whether a run has written down that it uses this relay.
  var isUsed: Bool {
    // What can not be read is no sign of a use: a run's record is written before anything rests on it.
    guard let bytes = try? RunFile.read(folder + "/" + Self.borrowerName, limit: 4_096) else { return false }
    return (try? ContainerFolder(path: String(decoding: bytes, as: UTF8.self)).record())??.order == order
  }

  /// What is left is looked at once more when the node starts.
  func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }

  /// Those whose folders are there.
  static func all(names: ContainerNames, root: String) -> [SpareRelay] {
    // Without the folder there never was one.
    let orders = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return orders.filter { UUID(uuidString: $0) != nil }.map { SpareRelay(order: $0, names: names, root: root) }
  }
}
