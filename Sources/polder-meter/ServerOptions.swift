import ArgumentParser
import Foundation
import PolderClient

/// Where the server is. What is secret comes in the environment, where other users do not see it.
struct ServerOptions: ParsableArguments {
  @Option(help: "Scheme, host and port of the server, without the API's prefix.")
  var url: String

  @Option(help: "The API's prefix.")
  var prefix = "/api"

  /// A client of the server that nobody has logged in with yet.
  func client() throws -> UserClient { try UserClient(server: url, apiPath: prefix) }

  /// A secret of the environment.
  static func secret(_ name: String) throws -> String {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
      throw ValidationError("\(name) is missing in the environment.")
    }
    return value
  }
}
