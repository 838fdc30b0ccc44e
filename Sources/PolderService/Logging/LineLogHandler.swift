public import Logging
public import PolderCore

/// Writes each event as one line: readable text, or JSON.
///
/// Control characters are escaped; values under keys such as `password` or `token` are replaced by stars.
public struct LineLogHandler: LogHandler {
  /// The least level that is written.
  public var logLevel: Logger.Level
  /// What every line carries.
  public var metadata: Logger.Metadata = [:]
  /// Where further metadata comes from.
  public var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let format: LogFormat
  private let sink: any LogSink
  private let now: @Sendable () -> Timestamp

  /// A handler.
  /// - Parameters:
  ///   - label: the part of the program that logs
  ///   - level: the least level that is written
  ///   - format: text or JSON
  ///   - sink: where lines go
  ///   - now: the clock
  public init(
    label: String, level: Logger.Level = .info, format: LogFormat = .text,
    sink: any LogSink = StandardErrorSink.shared, now: @escaping @Sendable () -> Timestamp = Timestamp.systemNow
  ) {
    self.label = label
    self.logLevel = level
    self.format = format
    self.sink = sink
    self.now = now
  }

  /// One entry of the metadata that every line carries.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes an event.
  public func log(event: LogEvent) {
    var all = metadataProvider?.get() ?? [:]
    all.merge(metadata) { $1 }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = .string(String(describing: error)) }
    let entries = all.sorted { $0.key < $1.key }.map { ($0.key, LogRedaction.text($0.value, under: $0.key)) }
    switch format {
    case .text: sink.write(text(event, entries))
    case .json: sink.write(json(event, entries))
    }
  }

  private func text(_ event: LogEvent, _ entries: [(String, String)]) -> String {
    var line =
      "\(now().wireText)Z \(event.level.rawValue) \(label) \(LogRedaction.printable(event.message.description))"
    for (key, value) in entries {
      let value = LogRedaction.printable(value)
      let needsQuotes = value.isEmpty || value.utf8.contains { " \"=".utf8.contains($0) }
      let quoted = needsQuotes ? "\"" + value.replacing("\"", with: "\\\"") + "\"" : value
      line += " \(LogRedaction.printable(key))=\(quoted)"
    }
    return line
  }

  private func json(_ event: LogEvent, _ entries: [(String, String)]) -> String {
    var object = JSONObject()
    object["time"] = .string(now().wireText + "Z")
    object["level"] = .string(event.level.rawValue)
    object["label"] = .string(label)
    object["message"] = .string(event.message.description)
    for (key, value) in entries { object[object[key] == nil ? key : "metadata_" + key] = .string(value) }
    return JSONValue.object(object).text
  }
}
