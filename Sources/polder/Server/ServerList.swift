import ArgumentParser
import Foundation
import PolderCore
import PolderServer
import PolderService

/// `polder server list`
struct ServerList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the configurations in the folders, and which of them run.")

  @Flag(help: "One JSON object a line.")
  var json = false

  private struct Found {
    let name: String
    let scope: InstanceFolders.Scope
    let isRunning: Bool
    let path: String
  }

  func run() async throws {
    var found: [Found] = []
    var failed: [String] = []
    for scope in InstanceFolders.Scope.allCases {
      let folders = InstanceFolders(.server, scope, environment: ProcessInfo.processInfo.environment)
      for name in folders.names() {
        let path = folders.configuration(name)
        do {
          let settings = try ServerPlace(name: name, config: nil, scope: scope).settings()
          let isRunning = await ServerProbe.version(settings) != nil
          found.append(Found(name: name, scope: scope, isRunning: isRunning, path: path))
        } catch {
          failed.append(path)
        }
      }
    }
    if json { return tellJSON(found, failed) }
    TextColumns.print(
      ["Name", "Status", "System/User"],
      found.map { [$0.name, $0.isRunning ? "Running" : "Not running", $0.scope.rawValue.capitalized] })
    if !failed.isEmpty {
      print("Failed imports: \(failed.count)")
      for path in failed { print("  \(path)  (polder server check --config \(path))") }
    }
  }

  private func tellJSON(_ found: [Found], _ failed: [String]) {
    for one in found {
      var object = JSONObject()
      object["name"] = .string(one.name)
      object["scope"] = .string(one.scope.rawValue)
      object["status"] = .string(one.isRunning ? "running" : "not running")
      object["configuration"] = .string(one.path)
      print(JSONValue.object(object).text)
    }
    for path in failed { print(JSONValue.object(["configuration": .string(path), "status": "unreadable"]).text) }
  }
}
