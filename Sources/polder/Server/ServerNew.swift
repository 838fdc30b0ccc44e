import ArgumentParser
import Foundation
import Glibc
import PolderCore
import PolderServer
import PolderService

/// `polder server new`
struct ServerNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a configuration: asks at a terminal, or takes everything from options.",
    discussion: """
      What an option gives is not asked for. Without a terminal, or with --yes, nothing is asked: what no option gives \
      has its default. The file can be read by its owner only, and the incumbent takes it too.
      """)

  @Option(name: .shortAndLong, help: "The name of the configuration: letters, digits, dots, dashes, underscores.")
  var name: String?

  @Flag(exclusivity: .exclusive)
  var scope: ServerScope = .system

  @Option(help: "Write this file, in place of one in the folders.", completion: .file(extensions: ["yaml"]))
  var output: String?

  @Option(help: "What it is for.")
  var description: String?

  @Option(help: "The address to listen at (default 0.0.0.0).")
  var ip: String?

  @Option(name: .shortAndLong, help: "The port to listen at (default 7601).")
  var port: Int?

  @Option(help: "The database (default sqlite:///default.sqlite).")
  var uri: String?

  @Option(help: "What stands before every path (default /api).")
  var apiPath: String?

  @Option(help: "The address under which users reach the server.")
  var serverUrl: String?

  @Option(help: "DEBUG, INFO, WARNING, ERROR or CRITICAL (default INFO).")
  var logLevel: String?

  @Flag(help: "Demand a second factor from everybody.")
  var twoFactor = false

  @Flag(help: "Leave the secret of tokens out: the server makes one and keeps it in its database.")
  var noSecret = false

  @Option(help: "The file of the certificate with its chain (PEM).", completion: .file())
  var tlsCertificate: String?

  @Option(help: "The file of the certificate's private key (PEM).", completion: .file())
  var tlsPrivateKey: String?

  @Option(help: "Tell Prometheus figures at this port.")
  var metricsPort: Int?

  @Flag(name: .shortAndLong, help: "Ask nothing.")
  var yes = false

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func validate() throws {
    if (tlsCertificate == nil) != (tlsPrivateKey == nil) {
      throw ValidationError("--tls-certificate and --tls-private-key belong together.")
    }
    for (port, option) in [(port, "--port"), (metricsPort, "--metrics-port")] {
      if let port, !(0...65_535).contains(port) { throw ValidationError("\(option) has to be from 0 to 65535.") }
    }
  }

  func run() throws {
    let asker = Questions(asks: !yes && !json && isatty(STDIN_FILENO) == 1)
    let name = try asker.answer(name, "Name of the configuration", "default").replacing(" ", with: "-")
    guard InstanceFolders.isName(name) else {
      throw PolderError(
        .configurationInvalid, "A name has letters, digits, dots, dashes and underscores only.", object: name)
    }
    let folders = InstanceFolders(.server, scope.folders, environment: ProcessInfo.processInfo.environment)
    let path = output ?? folders.configuration(name)
    // Before anything is asked: nobody likes to answer for nothing.
    try NewFile.requireAbsent(path)
    let text = try content(name, asker).yaml
    try NewFile.write(text, to: path)
    let next = output == nil ? "--name \(name) --\(scope.rawValue)" : "--config \(path)"
    if json { return print(JSONValue.object(["name": .string(name), "configuration": .string(path)]).text) }
    print("made \(path)")
    print("look at it: polder server check \(next)")
    print("start it:   polder server start \(next)")
  }

  private func content(_ name: String, _ asker: Questions) throws -> NewServerConfiguration {
    var new = NewServerConfiguration()
    new.description = try asker.answer(description, "What it is for", "")
    new.ip = try asker.answer(ip, "Address to listen at", new.ip)
    new.port = try asker.number(port, "Port to listen at", new.port, in: 0...65_535)
    new.uri = try asker.answer(uri, "Database", new.uri)
    new.apiPath = try asker.answer(apiPath, "Path before every operation", new.apiPath)
    new.logLevel = try asker.choice(
      logLevel, "Level of the log", ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], new.logLevel)
    new.logFile = "\(name).log"
    new.secret = noSecret ? nil : NewServerConfiguration.makeSecret()
    new.twoFactor = try twoFactor || asker.yes("Demand a second factor from everybody?")
    new.serverURL = serverUrl
    if asker.asks, serverUrl == nil {
      let answer = try asker.answer(nil, "Address for users (empty for this machine's)", "")
      new.serverURL = answer.isEmpty ? nil : answer
    }
    (new.certificate, new.privateKey, new.metricsPort) = (tlsCertificate, tlsPrivateKey, metricsPort)
    return new
  }
}
