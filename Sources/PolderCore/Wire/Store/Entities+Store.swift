extension Entities {
  /// An algorithm of a store.
  public enum Algorithm {}
  /// A function of an algorithm.
  public enum AlgorithmFunction {}
  /// A database that a function needs.
  public enum AlgorithmDatabase {}
  /// An argument of a function.
  public enum AlgorithmArgument {}
  /// A way to show the results of a function.
  public enum AlgorithmVisualization {}
  /// The review of an algorithm.
  public enum Review {}
  /// A role at a store.
  public enum StoreRole {}
  /// A rule at a store.
  public enum StoreRule {}
  /// A server whose users a store knows.
  public enum StoreServer {}
  /// A user as a store knows it.
  public enum StoreUser {}
}

/// The id of an algorithm of a store.
public typealias AlgorithmID = ID<Entities.Algorithm>
/// The id of a function of an algorithm.
public typealias AlgorithmFunctionID = ID<Entities.AlgorithmFunction>
/// The id of a database that a function needs.
public typealias AlgorithmDatabaseID = ID<Entities.AlgorithmDatabase>
/// The id of an argument of a function.
public typealias AlgorithmArgumentID = ID<Entities.AlgorithmArgument>
/// The id of a way to show the results of a function.
public typealias AlgorithmVisualizationID = ID<Entities.AlgorithmVisualization>
/// The id of a review.
public typealias ReviewID = ID<Entities.Review>
/// The id of a role at a store, which is no role of the server.
public typealias StoreRoleID = ID<Entities.StoreRole>
/// The id of a rule at a store, which is no rule of the server.
public typealias StoreRuleID = ID<Entities.StoreRule>
/// The id by which a store knows a server.
public typealias StoreServerID = ID<Entities.StoreServer>
/// The id by which a store knows a user, which is not the one that the user has at the server.
public typealias StoreUserID = ID<Entities.StoreUser>
