import Logging
import PolderCore

/// Where runs of a node wait for the steward's word.
final class HoldDesk: Sendable {
  let folder: HoldFolder
  private let logger: Logger

  init(_ folder: HoldFolder, logger: Logger) {
    self.folder = folder
    self.logger = logger
  }

  /// Returns the word about a run, as soon as there is one; one that was given while no node ran counts.
  func wait(for record: HoldRecord) async throws -> HoldDecision {
    var held: HoldRecord?
    while true {
      // Each time anew: a folder that was removed, or moved, and made once more is another one to the system. Watched before
      // the look, so that no word falls between.
      try NodeFolders.makeFolder(folder.path)
      var changes = try FolderWatch.shared().changes(in: folder.path).makeAsyncIterator()
      let isFirst = held == nil
      if isFirst || !folder.isHeld(record.binding.run) { held = try folder.hold(held ?? record) }
      if let decision = look(held ?? record) { return decision }
      if isFirst {
        logger.notice(
          "a run waits for the steward: polder node run list",
          metadata: ["run": "\(record.binding.run)", "rule": "\(record.rule)"])
      }
      guard await changes.next() != nil else { throw CancellationError() }
    }
  }

  private func look(_ record: HoldRecord) -> HoldDecision? {
    do {
      return try folder.decision(about: record.binding)
    } catch {
      // Not a decision; the next change of the folder is looked at again.
      logger.error(
        "a decision can not be read", metadata: ["run": "\(record.binding.run)", "cause": "\(RunDriver.words(error))"])
      return nil
    }
  }
}
