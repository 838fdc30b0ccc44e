import ArgumentParser
import Glibc
import Logging
import PolderAlgorithm
import PolderServer
import PolderService

/// `polder server start`
struct ServerStart: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Run the server in the foreground; SIGTERM ends it cleanly.",
    discussion: """
      Takes the incumbent's YAML file. The log goes to standard error, and to a file where the configuration names one; \
      standard output gets one line, `ready ADDRESS`, once the server listens. A fresh database gets a user root whose \
      password is printed once, unless POLDER_ROOT_PASSWORD gives one. SIGHUP reads the TLS files anew and opens the \
      log file anew.
      """)

  @OptionGroup var options: ServerOptions

  @Option(help: "The address to listen at, in place of the configuration's `ip`.")
  var ip: String?

  @Option(name: .shortAndLong, help: "The port to listen at, in place of the configuration's `port`.")
  var port: Int?

  func validate() throws {
    if let port, !(0...65_535).contains(port) { throw ValidationError("--port has to be from 0 to 65535.") }
  }

  func run() async throws {
    // What is kept holds hashes, keys and inputs: nobody else may read it.
    umask(0o077)
    let place = try options.place()
    let log = try place.logging()
    try log.bootstrap()
    let settings = try place.settings(ip: ip, port: port)
    let service = ServerService(
      settings, logger: Logger(label: "polder.server"),
      onGeneratedPassword: { password in
        StandardError.write("The password of the user root is \(password)  (shown this once)")
      })
    let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
    let scheme = settings.isSecure ? "https" : "http"
    try await service.run { port in Ready.tell("\(scheme)://\(host):\(port)") }
  }
}
