import ArgumentParser
import Foundation
import PolderCore
import PolderNode
import PolderService

/// What the verbs about runs that wait have in common.
struct NodeRunOptions: ParsableArguments {
  @Option(help: "The configuration file of the node (YAML).", completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String

  func folder() throws -> HoldFolder { HoldFolder(of: try NodeConfiguration(path: config)) }

  /// Writes a decision down and says so.
  func decide(_ run: Int64, isApproved: Bool, reason: String?) throws {
    let held = try folder().decide(
      RunID(run), isApproved: isApproved, reason: reason, steward: Self.steward, at: .systemNow())
    print("run \(held.record.binding.run) of \(held.record.binding.image) is \(isApproved ? "approved" : "refused")")
  }

  /// Who is at the keyboard, also behind sudo.
  private static var steward: String {
    let user = NSUserName()
    guard let caller = ProcessInfo.processInfo.environment["SUDO_USER"], caller != user else { return user }
    return "\(caller) as \(user)"
  }
}
