import Foundation
public import PolderCore

/// What a node's folder and runtime hold that nobody needs any more. While it lives no node starts on the folder.
public struct NodeCleaning: Sendable {
  /// The runs that were reported and whose folders are still there.
  public let runs: [RunID]
  /// The temporary folders of jobs of which no run is left.
  public let jobs: [String]
  /// What the runtime would remove, in words.
  public let leftovers: [String]
  private let unfinished: Set<RunID>
  private let folders: NodeFolders
  private let journal: NodeJournal
  private let runtime: any Runtime

  /// Looks; nothing is changed.
  /// - Returns: nil when there is no such folder, and so nothing to clean
  /// - Throws: `PolderError` `node-already-running` while a node runs on the folder
  public init?(
    _ configuration: NodeConfiguration, runtime: any Runtime, now: @escaping @Sendable () -> Timestamp
  ) async throws {
    let folders = NodeFolders(root: configuration.dataFolder)
    guard FileManager.default.fileExists(atPath: folders.journal) else { return nil }
    let journal = try await NodeJournal(folder: configuration.dataFolder, now: now)
    do {
      let entries = try await journal.unfinished()
      unfinished = Set(entries.map(\.key.run))
      var runs: [RunID] = []
      for number in folders.runs().sorted() {
        let run = RunID(number)
        if try await journal.isReported(run) { runs.append(run) }
      }
      self.runs = runs
      let needed = Set(entries.compactMap { $0.assignment.job.map { "\($0)" } })
      jobs = folders.jobs().filter { !needed.contains($0) }
      leftovers = try await (runtime as? any LeftoverCleaning)?.leftovers(keeping: unfinished) ?? []
    } catch {
      // The first error tells more than one of closing.
      try? journal.close()
      throw error
    }
    (self.folders, self.journal, self.runtime) = (folders, journal, runtime)
  }

  /// Whether there is nothing to remove.
  public var isEmpty: Bool { runs.isEmpty && jobs.isEmpty && leftovers.isEmpty }

  /// Removes everything that was found.
  /// - Throws: `PolderError` for the first that can not be removed
  public func remove() async throws {
    for run in runs {
      let own = folders.run(run.rawValue)
      await runtime.remove(RuntimeHandle(run: run, folder: own.supervisor))
      for path in [own.task, own.keep] { try Self.remove(path) }
    }
    for job in jobs { try Self.remove("\(folders.root)/jobs/\(job)") }
    try await (runtime as? any LeftoverCleaning)?.removeLeftovers(keeping: unfinished)
  }

  /// Lets a node start on the folder.
  public func close() throws { try journal.close() }

  private static func remove(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw PolderError(
        .nodeFolderUnusable, "The folder can not be removed.", object: path,
        nextStep: "Remove it as the user whose files are in it; algorithms in containers may have written as another.",
        cause: error)
    }
  }
}
