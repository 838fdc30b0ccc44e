import Foundation
#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif
import Logging
import PolderCore
import PolderServer
import Synchronization
import Testing

struct ServerServiceTests {
  private final class Folder: Sendable {
    let path = NSTemporaryDirectory() + "polder-service-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func settings(_ change: (inout ServerSettings) -> Void = { _ in }) -> ServerSettings {
      var settings = ServerSettings()
      (settings.port, settings.dataFolder, settings.databaseURI) = (0, path, "sqlite:///server.sqlite")
      settings.rootPassword = .hashed(ServerDatabaseFixture.hash)
      change(&settings)
      return settings
    }
  }

  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func get(_ port: Int, _ path: String, _ token: String? = nil) async throws -> (Int, JSONValue) {
    var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/api\(path)")))
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    let (data, response) = try await URLSession.shared.data(for: request)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, try JSONValue(parsing: data))
  }

  @Test("a server starts at a free port, answers, and ends when told")
  func life() async throws {
    let folder = Folder()
    let running = try await ServerService(folder.settings(), logger: logger).start()
    #expect(running.port > 0)
    // Not its health: that has a bounded time, which a machine full of tests may exceed.
    #expect(try await get(running.port, "/version").0 == 200)
    try await running.stop()
    await #expect(throws: (any Error).self) { try await get(running.port, "/version") }
  }

  @Test("nobody else may read the database that a server makes")
  func permissions() async throws {
    let folder = Folder()
    try await ServerService(folder.settings(), logger: logger).start().stop()
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/server.sqlite")
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test("the secret that a server makes for itself outlives it: tokens of before are good after, deviation 29")
  func secret() async throws {
    let folder = Folder()
    let first = try await ServerService(folder.settings(), logger: logger).start()
    let token = try await logIn(first.port)
    try await first.stop()
    let second = try await ServerService(folder.settings(), logger: logger).start()
    #expect(try await get(second.port, "/user/1", token).0 == 200)
    try await second.stop()
    let third = try await ServerService(
      folder.settings { $0.tokenSecret = "another secret, for everything" }, logger: logger
    ).start()
    #expect(try await get(third.port, "/user/1", token).0 == 422)
    try await third.stop()
  }

  @Test("a generated password of root is told once")
  func password() async throws {
    let folder = Folder()
    let told = Mutex<[String]>([])
    for _ in 0..<2 {
      let settings = folder.settings { $0.rootPassword = .generated }
      let service = ServerService(settings, logger: logger) { password in told.withLock { $0.append(password) } }
      try await service.start().stop()
    }
    #expect(told.withLock { $0.count } == 1)
  }

  @Test("a port that is taken is told by its number with what to do about it")
  func portInUse() async throws {
    let (one, two) = (Folder(), Folder())
    let running = try await ServerService(one.settings(), logger: logger).start()
    let error = await #expect(throws: PolderError.self) {
      _ = try await ServerService(two.settings { $0.port = running.port }, logger: logger).start()
    }
    #expect(error?.code == "server-port-in-use" && error?.message.contains("\(running.port)") == true)
    #expect(error?.nextStep != nil)
    try await running.stop()
  }

  @Test(
    "a database that is none, or not for this version, is a clear error",
    arguments: ["postgresql://u:pw@127.0.0.1:1/db", "sqlite:////proc/nothing/here.sqlite"])
  func database(uri: String) async throws {
    let folder = Folder()
    let error = await #expect(throws: PolderError.self) {
      _ = try await ServerService(folder.settings { $0.databaseURI = uri }, logger: logger).start()
    }
    #expect(error?.nextStep != nil && "\(error?.description ?? "pw")".contains("pw") == false)
  }

  private func logIn(_ port: Int) async throws -> String {
    var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/api/token/user")))
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(#"{"username":"root","password":"root"}"#.utf8)
    let (data, _) = try await URLSession.shared.data(for: request)
    return try #require(try JSONValue(parsing: data)["access_token"]?.string)
  }
}
