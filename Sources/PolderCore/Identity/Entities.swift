/// The kinds of rows that have ids: names for `ID`, without values.
public enum Entities {
  /// A user or a node: both are numbered from one sequence.
  public enum Authenticatable {}
  /// An organization.
  public enum Organization {}
  /// A collaboration of organizations.
  public enum Collaboration {}
  /// A study: a part of a collaboration.
  public enum Study {}
  /// A role: a named set of rules.
  public enum Role {}
  /// A rule: a permission to do one thing in one scope.
  public enum Rule {}
  /// A task.
  public enum Task {}
  /// A run: the part of a task that one organization executes.
  public enum Run {}
  /// A tree of tasks under one root.
  public enum Job {}
  /// An algorithm store known to the server.
  public enum AlgorithmStore {}
  /// A port that an algorithm offers.
  public enum Port {}
}

/// The id of an organization.
public typealias OrganizationID = ID<Entities.Organization>
/// The id of a collaboration.
public typealias CollaborationID = ID<Entities.Collaboration>
/// The id of a study.
public typealias StudyID = ID<Entities.Study>
/// The id of a user; never equal to the id of a node.
public typealias UserID = ID<Entities.Authenticatable>
/// The id of a node; never equal to the id of a user.
public typealias NodeID = ID<Entities.Authenticatable>
/// The id of a role.
public typealias RoleID = ID<Entities.Role>
/// The id of a rule.
public typealias RuleID = ID<Entities.Rule>
/// The id of a task.
public typealias TaskID = ID<Entities.Task>
/// The id of a run, which is also the id of its result.
public typealias RunID = ID<Entities.Run>
/// The number that all tasks of one tree share.
public typealias JobID = ID<Entities.Job>
/// The id of an algorithm store.
public typealias AlgorithmStoreID = ID<Entities.AlgorithmStore>
/// The id of a port.
public typealias PortID = ID<Entities.Port>
