import Logging
import PolderCore
import PolderService
import Synchronization
import Testing

struct LineLogHandlerTests {
  final class Lines: LogSink {
    let lines = Mutex<[String]>([])
    func write(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  private func logger(_ lines: Lines, _ format: LogFormat = .text, level: Logger.Level = .info) -> Logger {
    Logger(label: "polder.test") { label in
      LineLogHandler(
        label: label, level: level, format: format, sink: lines, now: { Timestamp(microseconds: 1_700_000_000_123_456) }
      )
    }
  }

  @Test("a line has time, level, label, message and metadata in the order of the keys")
  func textLine() {
    let lines = Lines()
    var log = logger(lines)
    log[metadataKey: "run"] = "7"
    log.info("Run finished", metadata: ["status": "completed", "log": "two words", "empty": ""])
    log.debug("below the level")
    #expect(
      lines.all == [
        "2023-11-14T22:13:20.123456Z info polder.test Run finished empty=\"\" log=\"two words\" run=7 status=completed"
      ])
  }

  @Test("JSON lines hold the same, each key once")
  func jsonLine() throws {
    let lines = Lines()
    logger(lines, .json).warning("a \"quoted\"\nline", metadata: ["message": "own", "n": "\(3)"])
    let line = try #require(lines.all.first)
    let object = try JSONValue(parsing: line)
    #expect(object["time"]?.string == "2023-11-14T22:13:20.123456Z" && object["level"]?.string == "warning")
    #expect(object["label"]?.string == "polder.test" && object["message"]?.string == "a \"quoted\"\nline")
    #expect(object["metadata_message"]?.string == "own" && object["n"]?.string == "3")
    #expect(!line.contains("\n"))
  }

  @Test(
    "what stands under a secret's name never appears, also deep inside",
    arguments: ["password", "X-Token", "api_key", "API-KEY", "jwt_secret_key", "Authorization", "private_key"])
  func redaction(key: String) {
    for format in LogFormat.allCases {
      let lines = Lines()
      logger(lines, format).error(
        "x",
        metadata: [
          key: "hunter2", "outer": .dictionary([key: "hunter2", "kept": "visible"]),
          "list": .array([.dictionary([key: .array(["hunter2"])])]),
        ])
      let line = lines.all.joined()
      #expect(!line.contains("hunter2") && line.contains("***") && line.contains("visible"))
    }
  }

  @Test("control characters, line separators and invisible marks can not forge a line")
  func forging() {
    let lines = Lines()
    logger(lines).info("a\nb\r\u{1B}[31m\u{2028}\u{202E}\u{85}é", metadata: ["k\n": "v\tw"])
    #expect(lines.all.count == 1)
    let line = lines.all.first ?? ""
    #expect(line.contains("a\\nb\\r\\u{1b}[31m\\u{2028}\\u{202e}\\u{85}é") && line.contains("k\\n=v\\tw"))
    #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }

  @Test("a copy's metadata and level do not change the original's")
  func valueSemantics() {
    let lines = Lines()
    let one = logger(lines)
    var two = one
    two[metadataKey: "only"] = "two"
    two.logLevel = .error
    one.info("one")
    two.info("hidden")
    two.error("two")
    #expect(lines.all.map { $0.hasSuffix("only=two") } == [false, true])
  }

  @Test("an error's description is written under its own key")
  func errors() {
    let lines = Lines()
    logger(lines).error("failed", error: PolderError("test-code", "It broke."))
    #expect(lines.all.first?.contains("error=\"It broke. [test-code]\"") == true)
  }
}
