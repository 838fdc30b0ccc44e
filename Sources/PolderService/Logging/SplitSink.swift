/// Writes every line to several places.
struct SplitSink: LogSink {
  private let sinks: [any LogSink]

  init(_ sinks: [any LogSink]) { self.sinks = sinks }

  func write(_ line: String) { for sink in sinks { sink.write(line) } }
}
