import Dispatch
import Foundation
import PolderCore
public import PolderService

/// Looks whether the databases of a configuration are there and readable, before anything is taken up.
public struct DatabaseCheck: Sendable {
  /// Whether somebody takes a connection at a host and port.
  public typealias Connects = @Sendable (_ host: String, _ port: Int) async -> Bool

  /// Logs in at a database of PostgreSQL and reads the names of its columns.
  public typealias ReadsColumns = @Sendable (PostgresLogin) async throws -> PostgresColumns

  /// What was found, in the order of the configuration.
  public private(set) var reports: [DatabaseReport]

  // Whole files are walked, which may take its time.
  private static let queue = DispatchQueue(label: "polder.node.databases")

  /// Looks at all databases.
  /// - Parameters:
  ///   - databases: those of the configuration
  ///   - connects: tries the addresses of those elsewhere; nil leaves them alone
  ///   - columns: logs in at those of PostgreSQL in place of that; nil does not
  public init(_ databases: [NodeDatabase], connects: Connects? = nil, columns: ReadsColumns? = nil) async {
    reports = await withCheckedContinuation { continuation in
      Self.queue.async { continuation.resume(returning: databases.map(DatabaseLook.report)) }
    }
    let visit = DatabaseVisit(columns: columns, connects: connects)
    let local = reports
    await withTaskGroup(of: (Int, DatabaseReport).self) { group in
      for (index, database) in databases.enumerated() where local[index].isElsewhere {
        group.addTask { (index, await visit.report(database, local[index])) }
      }
      for await (index, report) in group { reports[index] = report }
    }
  }

  /// The names of the columns by label, of those databases whose columns can be told.
  public var columns: [String: [String]] {
    Dictionary(reports.compactMap { report in report.columns.map { (report.label, $0) } }) { first, _ in first }
  }

  /// What somebody should know although the node starts.
  public var warnings: [CheckItem] {
    reports.filter { !$0.holdsOff }.flatMap(\.findings).filter { $0.state != .ok }
  }

  /// Holds the node off when a database of this machine can not be used.
  /// - Throws: `PolderError` `node-database-unusable` that names every one that can not be used
  public func requireUsable() throws {
    let problems = reports.filter(\.holdsOff).map { report in
      let reasons = report.findings.filter { $0.state == .error }.map(\.message)
      return "'\(report.label)' (\(report.place)): \(reasons.joined(separator: " "))"
    }
    guard problems.isEmpty else {
      throw PolderError(
        .nodeDatabaseUnusable, "Databases can not be used: \(problems.joined(separator: " "))", object: "databases",
        nextStep: "Correct the `uri` of the database, or the file, and start again.")
    }
  }

  /// Whether there is a folder at a path, or a file; nil when there is neither.
  static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) ? isFolder.boolValue : nil
  }
}
