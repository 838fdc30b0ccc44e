import PolderService
import Synchronization

/// Keeps what a node logs, as its steward reads it.
final class LogLines: LogSink {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func write(_ line: String) { lines.withLock { $0.append(line) } }
}
