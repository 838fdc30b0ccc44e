import Foundation
public import PolderCore

/// The folder in which a node and its steward tell each other of runs that wait.
public struct HoldFolder: Sendable {
  /// The folder.
  let path: String
  private static let largestFile = 1 << 20

  /// The folder of a node.
  public init(of configuration: NodeConfiguration) { self.init(dataFolder: configuration.dataFolder) }

  init(dataFolder: String) { path = dataFolder + "/holds" }

  /// The runs that wait, and those that were decided and are not over yet; the oldest first.
  /// - Throws: `PolderError` `node-folder-unusable` when files of the folder can not be read
  public func runs() throws -> [HeldRun] {
    // Without a folder nothing waits.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let numbers = names.compactMap { name in
      name.hasPrefix("run-") && name.hasSuffix(Self.recordSuffix)
        ? Int64(name.dropFirst("run-".count).dropLast(Self.recordSuffix.count)) : nil
    }
    return try numbers.sorted().compactMap { try run(RunID($0)) }
      .sorted { ($0.record.heldAt, $0.record.binding.run) < ($1.record.heldAt, $1.record.binding.run) }
  }

  /// A run that waits or waited; nil when there is none of that number.
  public func run(_ run: RunID) throws -> HeldRun? {
    guard let record = try read(HoldRecord.self, recordPath(run)) else { return nil }
    return HeldRun(record: record, decision: try decision(about: record.binding))
  }

  /// Writes the steward's word down; the node is woken by it.
  /// - Throws: `PolderError` `node-run-not-held`, `node-run-decided` or `node-folder-unusable`
  public func decide(
    _ run: RunID, isApproved: Bool, reason: String?, steward: String, at moment: Timestamp
  ) throws -> HeldRun {
    guard let held = try self.run(run) else {
      throw PolderError(
        .nodeRunNotHeld, "No run of this number waits at this node.", object: "run \(run)",
        nextStep: "`polder node run list` shows those that wait.")
    }
    guard held.decision == nil else {
      throw PolderError(
        .nodeRunDecided, "The run was \(held.decision?.isApproved == true ? "approved" : "refused") before.",
        object: "run \(run)", nextStep: "End it with `polder task kill` when it has to be stopped.")
    }
    let decision = HoldDecision(
      about: held.record.binding, isApproved: isApproved,
      reason: reason.map { String($0.prefix(HoldDecision.longestReason)) }, steward: steward, decidedAt: moment)
    try write(decision, decisionPath(run))
    return HeldRun(record: held.record, decision: decision)
  }

  /// The decision about exactly this; one about anything else does not count.
  func decision(about binding: HoldBinding) throws -> HoldDecision? {
    guard let decision = try read(HoldDecision.self, decisionPath(binding.run)), decision.binding == binding else {
      return nil
    }
    return decision
  }

  /// Writes down that a run waits, unless that is written already.
  func hold(_ record: HoldRecord) throws -> HoldRecord {
    try NodeFolders.makeFolder(path)
    // A file that can not be read is replaced.
    let present = try? read(HoldRecord.self, recordPath(record.binding.run))
    if let present, present.binding == record.binding { return present }
    remove(record.binding.run)
    try write(record, recordPath(record.binding.run))
    return record
  }

  /// Whether it is written down that a run of this number waits.
  func isHeld(_ run: RunID) -> Bool { access(recordPath(run), F_OK) == 0 }

  /// Removes what is known of a run.
  func remove(_ run: RunID) {
    // The record goes last: without it a decision is not looked at.
    for path in [decisionPath(run), recordPath(run)] { unlink(path) }
  }

  private static let recordSuffix = ".json"
  private func recordPath(_ run: RunID) -> String { "\(path)/run-\(run)\(Self.recordSuffix)" }
  private func decisionPath(_ run: RunID) -> String { "\(path)/decision-\(run).json" }

  private func read<T: Decodable>(_ type: T.Type, _ path: String) throws -> T? {
    let bytes: [UInt8]?
    do {
      bytes = try RunFile.read(path, limit: Self.largestFile)
    } catch {
      throw PolderError(
        .nodeFolderUnusable, "The file can not be read.", object: path,
        nextStep: "Run the command as the user of the node, or as root.", cause: error)
    }
    guard let bytes else { return nil }
    do {
      return try JSONValueDecoder.decode(type, from: JSONValue(parsing: bytes))
    } catch {
      throw PolderError(
        .nodeFolderUnusable, "The file is not what a node or its steward writes there.", object: path,
        nextStep: "Remove it; the node writes anew what still waits.", cause: error)
    }
  }

  private func write(_ value: some Encodable, _ path: String) throws {
    try HoldFile.write(try JSONValueEncoder.value(of: value).bytes, to: path, in: self.path)
  }
}
