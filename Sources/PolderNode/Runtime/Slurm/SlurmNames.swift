import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The names of a node's jobs: `polder-NODE-RUN-ATTEMPT`, so that they are found although nobody wrote their ids down.
struct SlurmNames: Sendable {
  /// Tells the nodes of one user apart; stands in the node's folder.
  let node: String

  init(node: String) { self.node = node }

  /// Reads the node's mark, or makes it.
  init(dataFolder: String) throws {
    try FileManager.default.createDirectory(
      atPath: dataFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let path = dataFolder + "/slurm-node"
    if try RunFile.read(path, limit: 64) == nil {
      do {
        try RunFile.write(Array(Self.random(8).utf8), to: path)
      } catch {
        // Another process of this node may have come first.
        guard FileManager.default.fileExists(atPath: path) else { throw error }
      }
    }
    node = String(decoding: try RunFile.read(path, limit: 64) ?? [], as: UTF8.self)
    guard node.utf8.count == 8, node.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else {
      throw PolderError(
        "runtime-slurm-mark", "The mark of the node's jobs can not be understood.", object: path,
        nextStep: "Remove the file while no run is under way; the node makes it anew.")
    }
  }

  func name(_ run: RunID) -> String { prefix(run) + Self.random(16) }

  /// How the names of all attempts at a run begin.
  func prefix(_ run: RunID) -> String { "polder-\(node)-\(run)-" }

  /// So many random hexadecimal digits.
  static func random(_ digits: Int) -> String {
    String((0..<digits).map { _ in Character(String(UInt8.random(in: 0..<16), radix: 16)) })
  }
}
