import ArgumentParser
import Glibc
import Logging
import PolderAlgorithm
import PolderServer
import PolderService

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `polder server start`
struct ServerStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Run the server in the foreground; SIGTERM ends it cleanly.",
    discussion: """
      Takes the incumbent's YAML file. The log goes to standard error; standard output gets one line, `ready ADDRESS`, \
      once the server listens. A fresh database gets a user root whose password is printed once, unless \
      POLDER_ROOT_PASSWORD gives one.
      """)

  @Option(help: "The configuration file (YAML).", completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String

  func run() async throws {
    // What is kept holds hashes, keys and inputs: nobody else may read it.
    umask(0o077)
    let configuration = try Configuration(path: config)
    let log = try LogSettings(configuration.section("logging"))
    log.bootstrap()
    let settings = try ServerSettings(
      configuration, environment: ProcessInfo.processInfo.environment,
      dataFolder: FileManager.default.currentDirectoryPath)
    let service = ServerService(
      settings, logger: Logger(label: "polder.server"),
      onGeneratedPassword: { password in
        StandardError.write("The password of the user root is \(password)  (shown this once)")
      })
    let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
    try await service.run { port in Ready.tell("http://\(host):\(port)") }
  }
}
