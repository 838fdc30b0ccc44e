import PolderCore
import Synchronization

/// The server process of a federation, which may come back.
final class ServerHolder: Sendable {
  let port: Int
  let password = "Root-password-1!"
  private let program: String
  private let folder: TestFolder
  private let configuration: String
  private let current = Mutex<ProgramProcess?>(nil)

  init(_ folder: TestFolder) throws {
    self.folder = folder
    port = try TestPort.find()
    program = try BuiltPrograms.polder()
    configuration = try folder.write(
      ConfigurationText.server(port: port, database: folder.path + "/server.sqlite"), to: "server.yaml")
  }

  var address: String { "http://127.0.0.1:\(port)" }

  func start() async throws {
    let process = ProgramProcess(
      "the server", program: program, arguments: ["server", "start", "--config", configuration],
      environment: ["POLDER_ROOT_PASSWORD": password], logPath: folder.path + "/server.log")
    current.withLock { $0 = process }
    _ = try await process.ready()
  }

  func crash() async throws { try await current.withLock { $0 }?.crash() }

  func stop() async { await current.withLock { $0 }?.stop() }
}
