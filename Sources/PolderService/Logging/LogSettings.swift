public import Logging
import Synchronization

/// What is logged and how, from the section `logging` of a configuration.
public struct LogSettings: Sendable {
  /// The least level that is written.
  public var level: Logger.Level = .info
  /// Other levels for parts of the program, by the beginning of their label.
  public var levels: [String: Logger.Level] = [:]
  /// Text or JSON.
  public var format: LogFormat = .text

  /// Level `info`, as text.
  public init() {}

  /// Reads `level` (DEBUG, INFO, WARNING, ERROR, CRITICAL), `loggers` (a list of `name` and `level`) and `output`
  /// (`text` or `json`); the incumbent's keys for files and formats have no effect, the log goes to standard error.
  public init(_ section: Configuration?) throws {
    guard let section else { return }
    if let level = try section.choice("level", of: Level.self) { self.level = level.level }
    if let format = try section.choice("output", of: LogFormat.self) { self.format = format }
    for logger in try section.sections("loggers") {
      guard let level = try logger.choice("level", of: Level.self) else { continue }
      levels[try logger.requiredString("name", "the part of the program")] = level.level
    }
  }

  /// The level for a label: that of the longest beginning that is named, else the general one.
  public func level(for label: String) -> Logger.Level {
    let named = levels.keys.filter { label == $0 || label.hasPrefix($0 + ".") }
    return named.max { $0.count < $1.count }.flatMap { levels[$0] } ?? level
  }

  /// A logger with these settings.
  public func logger(_ label: String, sink: any LogSink = StandardErrorSink.shared) -> Logger {
    Logger(label: label) { LineLogHandler(label: $0, level: level(for: $0), format: format, sink: sink) }
  }

  /// Makes these settings those of every logger that the process makes from now on; the first call wins.
  /// - Returns: whether this was the first call
  @discardableResult
  public func bootstrap() -> Bool {
    let isFirst = Self.isBootstrapped.withLock { done in
      defer { done = true }
      return !done
    }
    guard isFirst else { return false }
    LoggingSystem.bootstrap { LineLogHandler(label: $0, level: level(for: $0), format: format) }
    return true
  }

  private static let isBootstrapped = Mutex(false)

  private enum Level: String, CaseIterable {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
  }
}
