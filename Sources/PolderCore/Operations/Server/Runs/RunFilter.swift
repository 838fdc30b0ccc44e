/// What to look for among runs, and among their results.
public struct RunFilter: QueryParameters {
  /// Only those of this task.
  public var taskID: TaskID?
  /// Only those of this organization.
  public var organizationID: OrganizationID?
  /// Only those of this collaboration.
  public var collaborationID: CollaborationID?
  /// Only those of this node.
  public var nodeID: NodeID?
  /// `open` for those that have not ended.
  public var state: String?
  /// Only those that offer this port.
  public var port: Int64?
  /// Made at this time or later.
  public var assignedFrom: Timestamp?
  /// Made at this time or earlier.
  public var assignedTill: Timestamp?
  /// Taken up at this time or later.
  public var startedFrom: Timestamp?
  /// Taken up at this time or earlier.
  public var startedTill: Timestamp?
  /// Ended at this time or later.
  public var finishedFrom: Timestamp?
  /// Ended at this time or earlier.
  public var finishedTill: Timestamp?
  /// What to put in place of addresses.
  public var include: [String] = []
  /// Page, size and order.
  public var page = PageRequest()

  /// Nothing in particular.
  public init() {}

  /// The parameters.
  public static let fields: [QueryField<Self>] =
    [
      .init("task_id", \.taskID),
      .init("organization_id", \.organizationID),
      .init("collaboration_id", \.collaborationID),
      .init("node_id", \.nodeID),
      .init("state", \.state),
      .init("port", \.port),
      .init("assigned_from", \.assignedFrom),
      .init("assigned_till", \.assignedTill),
      .init("started_from", \.startedFrom),
      .init("started_till", \.startedTill),
      .init("finished_from", \.finishedFrom),
      .init("finished_till", \.finishedTill),
      .init("include", words: \.include),
    ] + QueryField.paging(\.page)
}
