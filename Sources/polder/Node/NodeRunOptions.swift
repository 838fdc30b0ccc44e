import ArgumentParser
import PolderCore
import PolderNode
import PolderService

/// What the verbs about runs that wait have in common.
struct NodeRunOptions: ParsableArguments {
  @OptionGroup var node: NodeOptions

  func folder() throws -> HoldFolder { HoldFolder(of: try node.place().configuration()) }

  /// Writes a decision down and says so.
  func decide(_ run: Int64, isApproved: Bool, reason: String?) throws {
    let held = try folder().decide(
      RunID(run), isApproved: isApproved, reason: reason, steward: Steward.name, at: .systemNow())
    print("run \(held.record.binding.run) of \(held.record.binding.image) is \(isApproved ? "approved" : "refused")")
  }
}
