import Foundation
import PolderCore
import PolderService
import Testing

struct ConfigurationTests {
  private func configuration(_ text: String) throws -> Configuration {
    try Configuration(text: text, source: "server.yaml")
  }

  private func failure(_ work: () throws -> Void) -> PolderError? {
    do {
      try work()
      return nil
    } catch {
      return error as? PolderError
    }
  }

  private static let sample = """
    # a comment
    description: My server
    port: 7601
    quoted: "7602"
    allow_drop_all: True
    text_flag: 'False'
    empty:
    tilde: ~
    logging:
      level: DEBUG
      loggers:
        - {name: urllib3, level: warning}
        - name: sql
          level: ERROR
    ratio: 1.5
    digits: 0123
    names: [a, b]
    single: only
    environment: {A: 1, B: text, C: }
    list_of_maps:
      - label: one
    """

  @Test("values are read by key path with the type asked for, however they were quoted")
  func values() throws {
    let yaml = try configuration(Self.sample)
    #expect(try yaml.string("description") == "My server")
    #expect(try yaml.int("port") == 7601 && yaml.int("quoted") == 7602)
    #expect(try yaml.bool("allow_drop_all") == true && yaml.bool("text_flag") == false)
    #expect(try yaml.double("ratio") == 1.5 && yaml.double("port") == 7601)
    #expect(try yaml.string("logging.level") == "DEBUG")
    #expect(try yaml.string("digits") == "0123", "a password of digits keeps its zeros")
    #expect(try yaml.choice("logging.level", of: Level.self) == .debug)
  }

  private enum Level: String, CaseIterable { case debug, info }

  @Test("a missing key and a key without value are nil, also below a missing section")
  func absent() throws {
    let yaml = try configuration(Self.sample)
    #expect(try yaml.string("nothing") == nil && yaml.int("empty") == nil && yaml.bool("tilde") == nil)
    #expect(try yaml.string("smtp.port") == nil && yaml.section("smtp") == nil)
    #expect(try yaml.sections("databases").isEmpty && yaml.strings("empty").isEmpty && yaml.texts("empty").isEmpty)
    #expect(!yaml.has("empty") && yaml.has("logging.level") && !yaml.has("port.x"))
    #expect(try configuration("").keys.isEmpty && configuration("# only a comment").keys.isEmpty)
  }

  @Test("sections, lists of sections, lists of texts and maps of texts")
  func sections() throws {
    let yaml = try configuration(Self.sample)
    #expect(try yaml.section("logging")?.keys == ["level", "loggers"])
    #expect(try yaml.sections("logging.loggers").map { try $0.string("name") } == ["urllib3", "sql"])
    #expect(try yaml.sections("list_of_maps").map(\.prefix) == ["list_of_maps[0]"])
    #expect(try yaml.strings("names") == ["a", "b"] && yaml.strings("single") == ["only"])
    #expect(try yaml.texts("environment").map { $0.name + "=" + $0.text } == ["A=1", "B=text", "C="])
    #expect(yaml.keys.first == "description" && yaml.line("port") == 3 && yaml.line("logging.level") == 10)
  }

  @Test("a value of the wrong kind is told with file, line, key and expectation, without the value")
  func wrongTypes() throws {
    let yaml = try configuration("port: secret123\nflag: perhaps\nname: [1]\nlogging: text\nlist: {a: 1}\nlevel: loud")
    let port = failure { _ = try yaml.int("port") }
    #expect(port?.code == .configurationInvalid && port?.object == "server.yaml, line 1")
    #expect(port?.message == "The value of `port` must be a whole number.")
    #expect(port.map(String.init(describing:))?.contains("secret123") == false)
    #expect(failure { _ = try yaml.bool("flag") }?.message == "The value of `flag` must be true or false.")
    #expect(failure { _ = try yaml.string("name") }?.message == "The value of `name` must be a text, and is a list.")
    #expect(failure { _ = try yaml.section("logging") }?.object == "server.yaml, line 4")
    #expect(failure { _ = try yaml.string("logging.level") }?.message.hasPrefix("`logging` must be a section") == true)
    #expect(failure { _ = try yaml.sections("list") }?.message.contains("must be a list") == true)
    #expect(failure { _ = try yaml.sections("name") }?.message.contains("entry 1 is a single value") == true)
    #expect(failure { _ = try yaml.double("flag") }?.message.contains("a number") == true)
    let level = failure { _ = try yaml.choice("level", of: Level.self) }
    #expect(level?.message == "The value of `level` must be one of: debug, info.")
  }

  @Test("a number outside its range is told with the range", arguments: [("0", false), ("1", true), ("65536", false)])
  func ranges(text: String, fits: Bool) throws {
    let yaml = try configuration("port: \(text)")
    let error = failure { _ = try yaml.int("port", in: 1...65_535) }
    #expect((error == nil) == fits)
    #expect(fits || error?.message == "The value of `port` must be a whole number from 1 to 65535.")
    #expect(failure { _ = try yaml.double("port", in: 0...70_000) } == nil)
    #expect(failure { _ = try yaml.int("port", in: 70_000 ... .max) }?.message.contains("at least 70000") == true)
  }

  @Test("a key that is needed is told when it is missing or empty")
  func required() throws {
    let yaml = try configuration("smtp:\n  server: ''")
    let smtp = try #require(try yaml.section("smtp"))
    let error = failure { _ = try smtp.requiredString("server", "the mail server") }
    #expect(error?.code == .configurationMissing)
    #expect(error?.message == "The key `smtp.server` (the mail server) is missing." && error?.object == "server.yaml")
    #expect(try configuration("a: b").requiredString("a", "x") == "b")
  }

  @Test("keys that nobody reads are named with their line and what was probably meant")
  func unknownKeys() throws {
    let yaml = try configuration(
      """
      api_kye: x
      logging:
        levle: DEBUG
        level: INFO
      databases:
        - label: a
          urii: b
      anything:
        deep: {er: 1}
      whole: {a: 1}
      """)
    let warnings = yaml.unknownKeys(
      known: ["api_key", "logging.level", "databases[].label", "databases[].uri", "anything.*", "whole"])
    #expect(
      warnings == [
        "The key `api_kye` is not known and is ignored (server.yaml, line 1). Did you mean `api_key`?",
        "The key `logging.levle` is not known and is ignored (server.yaml, line 3). Did you mean `level`?",
        "The key `databases[0].urii` is not known and is ignored (server.yaml, line 7). Did you mean `uri`?",
      ])
  }
}
