import PolderCore

/// What lists of runs and of results are asked for alike.
protocol RunQuery: Sendable {
  var taskID: TaskID? { get }
  var organizationID: OrganizationID? { get }
  var collaborationID: CollaborationID? { get }
  var nodeID: NodeID? { get }
  var state: String? { get }
  var port: Int64? { get }
  var assignedFrom: Timestamp? { get }
  var assignedTill: Timestamp? { get }
  var startedFrom: Timestamp? { get }
  var startedTill: Timestamp? { get }
  var finishedFrom: Timestamp? { get }
  var finishedTill: Timestamp? { get }
  var page: PageRequest { get }
}

extension ListRuns.Query: RunQuery {}
extension ListResults.Query: RunQuery {}
