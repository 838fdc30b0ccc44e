import PolderClient
import PolderCore
import PolderData
import PolderStatistics

/// A server and several hospitals on this machine that compute a survival model together.
public struct Demonstration: Sendable {
  let options: DemoOptions
  let output: DemoOutput

  /// A demonstration.
  public init(options: DemoOptions, output: DemoOutput = .standard) {
    self.options = options
    self.output = options.json == "-" ? .standardError : output
  }

  /// Runs it, and stops and removes everything at the end, also when cancelled.
  /// - Returns: what was found out
  /// - Throws: `PolderError` when a part can not be started or a task fails, `CancellationError` when cancelled
  @discardableResult
  public func run() async throws -> DemoReport {
    let folder = try DemoFolder(options.folder, scratch: options.scratch)
    do {
      let report = try await run(in: folder)
      try folder.remove()
      return report
    } catch {
      // The first failure is the one that matters; what can be removed is removed all the same.
      try? folder.remove()
      throw error
    }
  }

  private func run(in folder: DemoFolder) async throws -> DemoReport {
    let data = try DemoData(options, folder: folder)
    output.line("Polder: \(data.hospitals.count) hospitals, \(data.name), \(data.table.rowCount) patients")
    for hospital in data.hospitals {
      let sites = hospital.sites.isEmpty ? "" : "  (institutions \(hospital.sites.joined(separator: ", ")))"
      output.line("  \(hospital.name): \(hospital.rows) patients\(sites)")
    }
    let start = ContinuousClock.now
    let accounts = DemoAccounts()
    let server = ServerPart(options: options, folder: folder, rootPassword: accounts.root.password)
    let address = Arrival<String>()
    // A part that ends too early ends the whole with its error.
    return try await withThrowingTaskGroup(of: DemoReport?.self) { group in
      group.addTask {
        let part = SiteProcess(
          part: { try server.process(port: address.present.map { try ServerPart.port(of: $0) } ?? 0) },
          output: output)
        try await part.run { address.arrived($0) }
        return nil
      }
      group.addTask {
        let scenario = Scenario(
          options: options, output: output, folder: folder, data: data, accounts: accounts, start: start,
          server: try await address.value)
        return try await scenario.run()
      }
      defer { group.cancelAll() }
      while let report = try await group.next() { if let report { return report } }
      throw CancellationError()
    }
  }
}
