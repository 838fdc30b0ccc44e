import Logging
import PolderService
import Synchronization

@testable import PolderNode

/// Keeps what a node logs, as its steward reads it.
final class LogLines: LogSink {
  private let lines = Mutex<[String]>([])
  private let changes = ChangeSignal()

  var all: [String] { lines.withLock { $0 } }

  /// A logger whose lines are kept here.
  var logger: Logger { Logger(label: "test") { LineLogHandler(label: $0, sink: self, now: { noon }) } }

  func write(_ line: String) {
    lines.withLock { $0.append(line) }
    changes.changed()
  }

  /// Waits until so many lines have some words.
  func says(_ words: String, times count: Int = 1) async {
    while !Task.isCancelled {
      let generation = changes.generation
      if all.count(where: { $0.contains(words) }) >= count { return }
      await changes.change(since: generation)
    }
  }
}
