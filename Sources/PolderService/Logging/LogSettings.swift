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
  /// The file to write to beside standard error; nil for none.
  public var file: String?
  /// At which size, in bytes, the file is put aside and begun anew.
  public var maximumSize = 1_024 << 10
  /// How many files that were put aside are kept.
  public var backups = 5
  /// Whether standard error gets the log too.
  public var usesConsole = true

  /// Level `info`, as text.
  public init() {}

  /// Reads `level` (DEBUG, INFO, WARNING, ERROR, CRITICAL), `loggers` (a list of `name` and `level`), `output`
  /// (`text` or `json`), and for a file `file`, `max_size` (in kB), `backup_count` and `use_console`. The incumbent's
  /// `format` and `datefmt` have no effect.
  /// - Parameters:
  ///   - section: the section `logging`
  ///   - folder: where a relative `file` lies; without it there is no file
  /// - Throws: `PolderError` that names the key and its line
  public init(_ section: Configuration?, folder: String? = nil) throws {
    guard let section else { return }
    if let folder, let file = try section.string("file"), !file.isEmpty {
      self.file = file.hasPrefix("/") ? file : folder + "/" + file
      maximumSize = (try section.int("max_size", in: 1...(1 << 30)) ?? 1_024) << 10
      backups = try section.int("backup_count", in: 0...10_000) ?? backups
      usesConsole = try section.bool("use_console") ?? true
    }
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
  /// - Throws: `PolderError` when the log's file can not be opened
  @discardableResult
  public func bootstrap() throws -> Bool {
    let isFirst = Self.state.withLock { state in
      defer { state.isBootstrapped = true }
      return !state.isBootstrapped
    }
    guard isFirst else { return false }
    let sink = try sink()
    LoggingSystem.bootstrap { LineLogHandler(label: $0, level: level(for: $0), format: format, sink: sink) }
    return true
  }

  private func sink() throws -> any LogSink {
    guard let path = file else { return StandardErrorSink.shared }
    let file = try RotatingFileSink(path: path, maximumSize: maximumSize, backups: backups)
    Self.state.withLock { $0.file = file }
    return usesConsole ? SplitSink([StandardErrorSink.shared, file]) : file
  }

  /// Opens the log's file anew, for programs that put it aside themselves.
  public static func reopenFile() { state.withLock { $0.file }?.reopen() }

  private struct State {
    var isBootstrapped = false
    var file: RotatingFileSink?
  }

  private static let state = Mutex(State())

  private enum Level: String, CaseIterable {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
  }
}
