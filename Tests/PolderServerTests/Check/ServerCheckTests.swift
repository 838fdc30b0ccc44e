import Foundation
import PolderCore
import PolderServer
import PolderService
import Testing

struct ServerCheckTests {
  private final class Folder: Sendable {
    let path = NSTemporaryDirectory() + "polder-check-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, _ name: String, mode: Int = 0o600) throws -> String {
      let file = path + "/" + name
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
      return file
    }
  }

  private let folder: Folder

  init() throws { folder = try Folder() }

  private func check(_ yaml: String, mode: Int = 0o600) async throws -> [CheckItem] {
    let configuration = try Configuration(path: try folder.write(yaml, "server.yaml", mode: mode))
    return await ServerCheck(
      configuration, environment: [:], dataFolder: folder.path, logFolder: folder.path + "/log",
      now: Timestamp(seconds: 1_800_000_000)
    ).run()
  }

  private func states(_ items: [CheckItem], _ name: String) -> [CheckItem.State] {
    items.filter { $0.name == name }.map(\.state)
  }

  @Test("what `new` writes has no error, and is read back as it was meant")
  func newIsRight() async throws {
    var new = NewServerConfiguration()
    new.description = "Trial: \"one\" # two"
    (new.ip, new.port, new.secret) = ("127.0.0.1", 0, NewServerConfiguration.makeSecret())
    new.metricsPort = 0
    let items = try await check(new.yaml)
    #expect(items.allSatisfy { $0.state != .error }, "\(items)")
    #expect(states(items, "keys") == [.ok] && states(items, "secret") == [.ok] && states(items, "database") == [.ok])
    let configuration = try Configuration(text: new.yaml, source: "x")
    #expect(try configuration.string("description") == new.description)
    let settings = try ServerSettings(configuration, environment: [:], dataFolder: "/d")
    #expect(settings.host == "127.0.0.1" && settings.metricsPort == 0 && settings.shownDatabase == "/d/default.sqlite")
    for key in [
      "description", "ip", "port", "uri", "allow_drop_all", "api_path", "logging.level", "logging.file",
      "logging.use_console", "logging.backup_count", "logging.max_size", "logging.format", "logging.datefmt",
    ] {
      #expect(configuration.has(key), "the incumbent needs \(key)")
    }
  }

  @Test("an unknown key is named with the one that was meant")
  func unknownKey() async throws {
    let items = try await check("uri: sqlite:///a.sqlite\nport: 0\napi_pth: /api\n")
    let item = try #require(items.first { $0.name == "keys" })
    #expect(item.state == .warning && item.message.contains("`api_path`") && item.nextStep != nil)
  }

  @Test("a value that can not be used is an error that says what to do, and the rest is looked at all the same")
  func badValue() async throws {
    let items = try await check("uri: sqlite:///a.sqlite\nport: many\njwt_secret_key: short\n")
    let wrong = try #require(items.first { $0.state == .error })
    #expect(wrong.name == "values" && wrong.nextStep != nil)
    #expect(states(items, "secret") == [.warning] && states(items, "database") == [.ok])
    #expect(states(items, "port").isEmpty, "the port that stands in for it means nothing")
  }

  @Test("where large data is kept, and the portal of a VPN, are looked at; a bucket's secret is one")
  func services() async throws {
    func items(_ section: String) async throws -> [CheckItem] {
      try await check("uri: sqlite:///a.sqlite\nport: 0\n" + section, mode: 0o644)
    }
    #expect(states(try await items("large_result_store: {type: file, path: blobs}\n"), "large data") == [.ok])
    let folder = try await items("large_result_store: {type: file, path: server.yaml/blobs}\n")
    #expect(states(folder, "large data") == [.error])
    let bucket = try await items(
      """
      large_result_store: {type: s3, endpoint: "http://127.0.0.1:1", bucket: abc, access_key_id: a, \
      secret_access_key: b}
      """)
    #expect(states(bucket, "large data") == [.error] && states(bucket, "files") == [.warning])
    let portal = try await items(
      """
      vpn_server: {url: "http://127.0.0.1:1", portal_username: a, portal_userpass: b, client_id: c, client_secret: d, \
      redirect_url: "http://127.0.0.1:1/x"}
      """)
    #expect(states(portal, "vpn") == [.warning])
  }

  @Test("all values that can not be used are told at once, those of the log too")
  func badValues() async throws {
    let items = try await check(
      """
      uri: sqlite:///a.sqlite
      port: many
      two_factor_auth: maybe
      limits: {body_bytes: 1}
      trusted_proxies: [10.0.0.0/99]
      smtp: {server: localhost, port: none}
      logging: {level: LOUD, output: xml, loggers: [{name: a, level: b}]}
      """)
    let wrong = items.filter { $0.state == .error }
    let keys = [
      "port", "trusted_proxies", "limits.body_bytes", "two_factor_auth", "smtp.port", "logging.level", "logging.output",
      "logging.loggers[0].level",
    ]
    #expect(Set(wrong.compactMap { $0.message.split(separator: "`").dropFirst().first.map(String.init) }) == Set(keys))
    #expect(
      wrong.count == keys.count && wrong.allSatisfy { $0.object?.contains("line ") == true && $0.nextStep != nil })
  }

  @Test("a value that is missing ends the search for wrong ones, and is told beside them")
  func missingValue() async throws {
    let wrong = try await check("port: many\n").filter { $0.state == .error }.map(\.message)
    #expect(wrong.count == 2 && wrong[0].contains("`port`") && wrong[1].contains("`uri`"))
  }

  @Test("figures for Prometheus at the server's own port are an error")
  func samePort() async throws {
    let yaml =
      "uri: sqlite:///a.sqlite\nip: 127.0.0.1\nport: 17602\nprometheus: {enabled: true, exporter_port: 17602}\n"
    #expect(states(try await check(yaml), "metrics") == [.error])
  }

  @Test(
    "a weak secret is told, CVE-2025-43866",
    arguments: ["short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "0123012301230123012301230123012301230123"])
  func weakSecret(secret: String) async throws {
    let items = try await check("uri: sqlite:///a.sqlite\nport: 0\njwt_secret_key: \"\(secret)\"\n")
    #expect(states(items, "secret") == [.warning] && !"\(items)".contains(secret))
  }

  @Test("files with secrets that others may read are told with the command that closes them")
  func openFiles() async throws {
    try folder.write("SQLite format 3\0", "a.sqlite", mode: 0o644)
    let secret = NewServerConfiguration.makeSecret()
    let items = try await check("uri: sqlite:///a.sqlite\nport: 0\njwt_secret_key: \(secret)\n", mode: 0o644)
    let told = items.filter { $0.nextStep?.hasPrefix("chmod 600") == true }.map(\.name)
    #expect(told == ["database", "files"])
  }

  @Test("a file that is no database, and a folder that may not be written, are errors")
  func database() async throws {
    try folder.write("this is not a database", "a.sqlite")
    #expect(states(try await check("uri: sqlite:///a.sqlite\nport: 0\n"), "database") == [.error])
    #expect(states(try await check("uri: sqlite:////dev/null/none/a.sqlite\nport: 0\n"), "database") == [.error])
    #expect(states(try await check("uri: \"sqlite://\"\nport: 0\n"), "database") == [.warning])
  }

  @Test("a port that is taken is told; one above all is refused")
  func ports() async throws {
    try await EmbeddedServer.run { server in
      let items = try await check("uri: sqlite:///a.sqlite\nip: 127.0.0.1\nport: \(server.running.port)\n")
      #expect(states(items, "port") == [.warning])
    }
    #expect(try await check("uri: sqlite:///a.sqlite\nport: 70000\n").contains { $0.state == .error })
    let foreign = try await check("uri: sqlite:///a.sqlite\nip: 192.0.2.1\nport: 17601\n")
    #expect(states(foreign, "port") == [.error])
  }

  @Test("certificate files are looked at; plain HTTP is told where others can listen")
  func certificates() async throws {
    let yaml = "uri: sqlite:///a.sqlite\nport: 0\ntls: {certificate: /nothing.pem, private_key: /nothing.key}\n"
    let missing = try await check(yaml)
    #expect(states(missing, "tls") == [.error] && missing.first { $0.name == "tls" }?.object == "/nothing.pem")
    #expect(states(try await check("uri: sqlite:///a.sqlite\nip: 0.0.0.0\nport: 0\n"), "tls") == [.warning])
    #expect(states(try await check("uri: sqlite:///a.sqlite\nip: 127.0.0.1\nport: 0\n"), "tls") == [.ok])
  }

  @Test("a mail server that does not answer is told, and so is that there is none")
  func mail() async throws {
    let none = try await check("uri: sqlite:///a.sqlite\nport: 0\n")
    #expect(states(none, "mail") == [.warning])
    try await EmbeddedServer.run { server in
      let yaml = "uri: sqlite:///a.sqlite\nport: 0\nsmtp: {server: 127.0.0.1, port: \(server.running.port)}\n"
      let items = try await check(yaml)
      #expect(states(items, "mail") == [.ok])
    }
  }

  @Test("a finding is one JSON object with what, how bad, where and what to do")
  func json() {
    let item = CheckItem("tls", .error, "m", object: "o", nextStep: "n")
    #expect(item.json.text == #"{"check":"tls","state":"error","message":"m","object":"o","next_step":"n"}"#)
  }
}
