import ArgumentParser
import Foundation
import PolderCore
import PolderNode
import PolderService

/// `polder node configurations`
struct NodeConfigurations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "configurations",
    abstract: "Show the nodes of this machine: their configurations, and which of them run.")

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    var rows: [[String]] = []
    var failed: [String] = []
    for scope in InstanceFolders.Scope.allCases {
      let folders = InstanceFolders(.node, scope, environment: ProcessInfo.processInfo.environment)
      for name in folders.names() {
        do {
          let isRunning = try NodePlace(name: name, config: nil, scope: scope).configuration().isNodeRunning
          rows.append([name, isRunning ? "Running" : "Not running", scope.rawValue, folders.configuration(name)])
        } catch {
          failed.append(folders.configuration(name))
        }
      }
    }
    guard !json else { return tellJSON(rows, failed) }
    TextColumns.print(
      ["Name", "Status", "System/User"], rows.map { [$0[0], $0[1], $0[2].capitalized] })
    if !failed.isEmpty {
      print("Failed imports: \(failed.count)")
      for path in failed { print("  \(path)  (polder node check --config \(path))") }
    }
  }

  private func tellJSON(_ rows: [[String]], _ failed: [String]) {
    for row in rows {
      let object: JSONValue = [
        "name": .string(row[0]), "scope": .string(row[2]), "status": .string(row[1].lowercased()),
        "configuration": .string(row[3]),
      ]
      print(object.text)
    }
    for path in failed { print(JSONValue.object(["configuration": .string(path), "status": "unreadable"]).text) }
  }
}
