import ArgumentParser
import Glibc
import PolderServer
import PolderService

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which database a command works on: the one that the server's configuration names.
struct ServerDatabaseOptions: ParsableArguments {
  @Option(
    help: "The server's configuration file (YAML); its `uri` names the database.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String

  /// The configuration and the address in it.
  func read() throws -> (configuration: Configuration, address: DatabaseAddress) {
    // What is written holds hashes and keys: nobody else may read it.
    umask(0o077)
    let configuration = try Configuration(path: config)
    let folder = FileManager.default.currentDirectoryPath
    let uri =
      try ProcessInfo.processInfo.environment["VANTAGE6_DB_URI"]
      ?? configuration.requiredString("uri", "the database")
    return (
      configuration,
      try DatabaseAddress(uri: uri, folder: try configuration.string("directories.data") ?? folder)
    )
  }
}
