import ArgumentParser
import PolderCore
import PolderServer

/// `polder server version`
struct ServerVersionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Show the version of a server that runs, and that of this program.")

  @OptionGroup var options: ServerOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() async throws {
    let place = try options.place()
    let version = await ServerProbe.version(try place.settings())
    if json {
      var object = JSONObject()
      object["server"] = version.map { .string($0.contract) } ?? .null
      object["polder"] = version?.polder.map { .string($0) } ?? .null
      object["cli"] = .string(ProgramVersion.text)
      print(JSONValue.object(object).text)
    } else if let version {
      print("server \(version.contract)\(version.polder.map { " (Polder \($0))" } ?? "")")
      print("cli    \(ProgramVersion.text)")
    }
    guard version == nil else { return }
    throw PolderError(
      "server-not-running", "The server \(place.name) does not answer, so it can not tell its version.",
      object: place.path, nextStep: "Start it with `polder server start`, or look with `polder server check`.")
  }
}
