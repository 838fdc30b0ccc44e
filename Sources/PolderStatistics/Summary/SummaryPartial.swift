import PolderAlgorithm
import PolderCore
import PolderData

/// The part of `summary` that every site runs on its own table.
struct SummaryPartial: Codable, Sendable {
  let columns: [ColumnSummary]

  static let name = "summary_partial"

  static let method = AlgorithmMethod(name, kind: .partial, parameters: ["columns"]) { context in
    let wanted: [String]? = try context.arguments.optional("columns")
    let table = try await context.table(columns: wanted)
    let columns = try zip(table.names, table.columns).map { name, column in
      try ColumnSummary(name: name, column: column, policy: context.disclosure)
    }
    return try AlgorithmResult(SummaryPartial(columns: columns), disclosure: declaration(columns))
  }

  private static func declaration(_ columns: [ColumnSummary]) -> DisclosureDeclaration {
    let rows = DisclosureSupport.count(at: "/columns/*/count")
    return DisclosureDeclaration([
      .init("/columns/*/name", .label), .init("/columns/*/kind", .label), .init("/columns/*/withheld", .label),
      .init("/columns/*/count", .count), .init("/columns/*/missing", .missingCount),
      .init("/columns/*/mean", .statistic(rows: rows)), .init("/columns/*/squares", .statistic(rows: rows)),
      .init("/columns/*/min_records", .cell), .init("/columns/*/max_records", .cell),
      .init("/columns/*/min", .extreme(records: .count(at: "/columns/*/min_records"))),
      .init("/columns/*/max", .extreme(records: .count(at: "/columns/*/max_records"))),
    ])
  }
}
