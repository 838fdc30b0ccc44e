import PolderAlgorithm
import PolderCore

/// `summary`: count, missing, mean and standard deviation of columns over all sites, and extremes where they may leave.
enum SummaryCentral {
  private struct Arguments: Encodable {
    let columns: [String]?
  }

  static let method = AlgorithmMethod("summary", kind: .central, parameters: ["columns", "organizations"]) {
    context in
    let columns: [String]? = try context.arguments.optional("columns")
    let organizations = try await context.participants()
    context.log("summary: asking \(organizations.count) organizations")
    let parts: [SummaryPartial] = try await context.federation.call(
      SummaryPartial.name, arguments: Arguments(columns: columns), name: SummaryPartial.name, at: organizations)
    return try result(parts)
  }

  private static func result(_ parts: [SummaryPartial]) throws -> AlgorithmResult {
    let combined = try names(parts).map { name in
      try SummaryCombination(name: name, parts: parts.compactMap { $0.columns.first { $0.name == name } })
    }
    let report = SummaryReport(columns: combined.map(\.column), organizations: parts.count)
    let rows = DisclosureSupport.count(at: "/columns/*/count")
    let declaration = DisclosureDeclaration([
      .init("/organizations", .constant),
      .init("/columns/*/name", .label), .init("/columns/*/kind", .label), .init("/columns/*/withheld", .label),
      .init("/columns/*/count", .count), .init("/columns/*/missing", .missingCount),
      .init("/columns/*/mean", .statistic(rows: rows)), .init("/columns/*/sd", .statistic(rows: rows)),
      .init("/columns/*/min_records", .cell), .init("/columns/*/max_records", .cell),
      .init("/columns/*/min", .extreme(records: .count(at: "/columns/*/min_records"))),
      .init("/columns/*/max", .extreme(records: .count(at: "/columns/*/max_records"))),
    ])
    return try AlgorithmResult(report, disclosure: declaration)
  }

  /// All columns in the order of the first site; each has to be at every site.
  private static func names(_ parts: [SummaryPartial]) throws -> [String] {
    guard let first = parts.first?.columns.map(\.name) else { return [] }
    for part in parts where Set(part.columns.map(\.name)) != Set(first) {
      let odd = Set(part.columns.map(\.name)).symmetricDifference(first).sorted().prefix(10)
      throw PolderError(
        .algorithmUnsuitableData, "Not every organization has the columns \(odd.joined(separator: ", ")).",
        nextStep: "Name the columns to summarize in the argument 'columns'.")
    }
    return first
  }
}
