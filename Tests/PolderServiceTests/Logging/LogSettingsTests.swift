import Logging
import PolderCore
import PolderService
import Testing

struct LogSettingsTests {
  private func settings(_ text: String) throws -> LogSettings {
    try LogSettings(Configuration(text: text, source: "x.yaml").section("logging"))
  }

  @Test("the incumbent's levels are understood, and the file's other keys do no harm")
  func levels() throws {
    let settings = try settings(
      """
      logging:
        level: WARNING
        file: x.log
        use_console: True
        loggers: [{name: polder.http, level: debug}, {name: polder.http.deep, level: CRITICAL}]
      """)
    #expect(settings.level == .warning && settings.format == .text)
    #expect(settings.level(for: "polder.http") == .debug && settings.level(for: "polder.http.x") == .debug)
    #expect(settings.level(for: "polder.http.deep.er") == .critical && settings.level(for: "polder.https") == .warning)
    #expect(settings.logger("polder.http").logLevel == .debug)
  }

  @Test("without a section the level is info; an unknown level is told")
  func defaults() throws {
    #expect(try settings("a: b").level == .info)
    #expect(try settings("logging: {output: JSON}").format == .json)
    #expect(throws: PolderError.self) { try settings("logging: {level: LOUD}") }
  }
}
