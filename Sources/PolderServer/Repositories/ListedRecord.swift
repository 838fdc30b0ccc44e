import PolderSQL

/// A row that lists show; its first column is its id.
protocol ListedRecord {
  /// The id's column.
  static var key: SQL { get }
  /// About how many bytes it takes.
  var size: Int { get }

  init(_ row: Row) throws
}

extension ListedRecord {
  var size: Int { 1_024 }
}

extension CollaborationRecord: ListedRecord { static let key: SQL = "collaboration.id" }
extension NodeRecord: ListedRecord { static let key: SQL = "node.id" }
extension OrganizationRecord: ListedRecord { static let key: SQL = "organization.id" }
extension RoleRecord: ListedRecord { static let key: SQL = "role.id" }
extension RuleRecord: ListedRecord { static let key: SQL = "rule.id" }
extension StoreRecord: ListedRecord { static let key: SQL = "algorithmstore.id" }
extension StudyRecord: ListedRecord { static let key: SQL = "study.id" }
extension TaskRecord: ListedRecord { static let key: SQL = "task.id" }
extension UserRecord: ListedRecord { static let key: SQL = "\"user\".id" }

extension RunRecord: ListedRecord {
  static let key: SQL = "run.id"
  var size: Int { 1_024 + (input?.utf8.count ?? 0) + (log?.utf8.count ?? 0) }
}

extension ResultRecord: ListedRecord {
  static let key: SQL = "run.id"
  var size: Int { 1_024 + (result?.utf8.count ?? 0) }
}
