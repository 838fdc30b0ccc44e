import PolderData
import PolderStatistics
import PolderTesting
import Synchronization

@testable import PolderDemo

/// The lung cancer data that ship with the demonstration.
enum Lung {
  static func table() async throws -> Table {
    try await TestFolder.with { folder in
      try CSVFile(path: try folder.write(String(decoding: PackageResources.lung_csv, as: UTF8.self), to: "lung.csv"))
        .read(columns: nil)
    }
  }

  static func fit(_ covariates: [String] = ["age", "sex", "ph.ecog"]) async throws -> CoxFit {
    try CoxModel.fit(table: try await table(), time: "time", status: "status", covariates: covariates, event: 1)
  }
}

/// Keeps the lines that are printed.
final class KeptLines: Sendable {
  private let lines = Mutex<[String]>([])

  var output: DemoOutput { DemoOutput { line in self.lines.withLock { $0.append(line) } } }

  var all: [String] { lines.withLock { $0 } }

  var text: String { all.joined(separator: "\n") }
}
