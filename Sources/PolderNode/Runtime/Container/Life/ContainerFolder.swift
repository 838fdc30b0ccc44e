import Foundation
import PolderCore

/// The folder of a run's records: what was ordered, whether it was started, and why it was ended.
struct ContainerFolder: Sendable {
  let path: String

  private static let recordName = "container.json"
  private static let startedName = "started"
  private static let reasonName = "ended-for"
  private static let endName = "end.json"
  private static let endLogName = "end.log"
  private static let beginningName = "log-begins"
  private static let portsName = "ports.json"

  /// The folder in which the relay says that it listens.
  var ready: String { path + "/ready" }
  /// The file that tells the algorithm the addresses of names.
  var hosts: String { path + "/hosts" }
  /// Where copies of databases lie that the container's user could not read.
  var copies: String { path + "/databases" }

  /// Whether a run of this folder was ordered as a container.
  static func isThere(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + recordName)
  }

  func record() throws -> ContainerRecord? {
    guard let bytes = try RunFile.read(path + "/" + Self.recordName, limit: 1 << 16) else { return nil }
    do {
      return try JSONDecoder().decode(ContainerRecord.self, from: Data(bytes))
    } catch {
      throw PolderError(
        "node-run-state", "The record of a run can not be understood.", object: path + "/" + Self.recordName,
        nextStep: "Look for a full or failing disk.", cause: error)
    }
  }

  /// Durable: an engine's containers outlive a loss of power of the node's disk cache.
  func write(_ record: ContainerRecord) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try DurableFile.replace(path + "/" + Self.recordName, with: [UInt8](try encoder.encode(record)))
  }

  /// How it ended, as far as that was seen: an engine's word lasts only as long as the container.
  func end() throws -> RuntimeExit? {
    guard let bytes = try RunFile.read(path + "/" + Self.endName, limit: 1 << 16) else { return nil }
    var exit = try JSONText(parsing: bytes).decode(RuntimeExit.self)
    exit.log = try RunFile.read(path + "/" + Self.endLogName, limit: .max) ?? []
    return exit
  }

  /// Durable, before anybody is told. What it printed lies beside it, byte by byte: as JSON it would be four times as long.
  func write(_ exit: RuntimeExit) throws {
    if !exit.log.isEmpty { try DurableFile.replace(path + "/" + Self.endLogName, with: exit.log) }
    var words = exit
    words.log = []
    try DurableFile.replace(path + "/" + Self.endName, with: try JSONValueEncoder.bytes(of: words))
  }

  /// Written before the engine is told to start it; after a loss of power nothing runs, so that it need not be durable.
  func markStarted() throws { try RunFile.write([], to: path + "/" + Self.startedName) }

  /// How its output began, with the time, as its engine wrote that: engines keep the end of it, and do not tell that there
  /// was more. Nil when nobody saw the beginning.
  var beginning: [UInt8]? {
    // What can not be read is as if nobody had seen it.
    (try? RunFile.read(path + "/" + Self.beginningName, limit: 1_024)) ?? nil
  }

  /// Not durable: after a loss of power nothing runs.
  func note(beginning: [UInt8]) throws { try RunFile.write(beginning, to: path + "/" + Self.beginningName) }

  /// The ports by which it is reached in the VPN; none when none were written down.
  func ports() throws -> [RunPort] {
    guard let bytes = try RunFile.read(path + "/" + Self.portsName, limit: 1 << 16) else { return [] }
    return try JSONText(parsing: bytes).decode([RunPort].self)
  }

  /// Not durable: after a loss of power nothing runs.
  func write(_ ports: [RunPort]) throws {
    try RunFile.write(JSONValueEncoder.bytes(of: ports), to: path + "/" + Self.portsName)
  }

  var wasStarted: Bool { FileManager.default.fileExists(atPath: path + "/" + Self.startedName) }

  /// Writes down why the run is ended; the first reason stays.
  func note(_ reason: EndReason) throws {
    guard self.reason == nil, FileManager.default.fileExists(atPath: path) else { return }
    try DurableFile.replace(path + "/" + Self.reasonName, with: Array(reason.rawValue.utf8))
  }

  /// Why the node ended the run.
  var reason: EndReason? {
    // What can not be read is as if nothing had been ordered: the engine's own words count then.
    guard let bytes = try? RunFile.read(path + "/" + Self.reasonName, limit: 64) else { return nil }
    return EndReason(rawValue: String(decoding: bytes, as: UTF8.self))
  }
}
