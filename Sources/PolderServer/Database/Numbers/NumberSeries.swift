/// The series of numbers of which none is ever given twice, also after the row that had it is gone.
package enum NumberSeries: String, Sendable, CaseIterable {
  /// Users and nodes.
  case authenticatable
  /// Rules.
  case rule
  /// Organizations.
  case organization
  /// Collaborations.
  case collaboration
  /// Roles.
  case role
  /// Algorithm stores.
  case algorithmStore = "algorithmstore"
  /// Studies.
  case study
  /// Settings that nodes report.
  case nodeSetting = "nodeconfig"
  /// Tasks.
  case task
  /// Trees of tasks.
  case job
  /// Runs.
  case run
  /// Databases that tasks ask for.
  case taskDatabase = "taskdatabase"
  /// Ports of algorithms.
  case port = "algorithmport"

  /// The table that holds the numbers.
  package var table: String { self == .job ? "task" : rawValue }

  /// Whether the numbers are the ids of the table's rows.
  package var isKey: Bool { self != .job }

  /// The column that holds the numbers.
  package var column: String { self == .job ? "job_id" : "id" }

  /// The tables with the series whose numbers they hold.
  static let tables: [(table: String, series: [NumberSeries])] = Dictionary(grouping: allCases, by: \.table)
    .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
}
