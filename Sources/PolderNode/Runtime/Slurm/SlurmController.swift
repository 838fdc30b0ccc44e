/// What is asked of a cluster's controller.
protocol SlurmController: Sendable {
  /// Hands a job in; returns its id once the controller has it.
  func submit(_ submission: SlurmSubmission) async throws(SlurmTrouble) -> String

  /// The job with an id; nil when the controller does not know it (any more).
  func job(_ id: String) async throws(SlurmTrouble) -> SlurmJob?

  /// The jobs of a name, ended ones as well.
  func jobs(named name: String) async throws(SlurmTrouble) -> [SlurmJob]

  /// All jobs of the node's user.
  func jobs() async throws(SlurmTrouble) -> [SlurmJob]

  /// Ends a job, whether it waits or runs: what runs gets SIGTERM, and SIGKILL soon after.
  func cancel(_ id: String) async throws(SlurmTrouble)

  /// Asks the supervisor of a job that runs to end it; nobody else gets a signal.
  func interrupt(_ id: String) async throws(SlurmTrouble)

  /// Asks whether there is a controller; returns what it says.
  func ping() async throws(SlurmTrouble) -> String
}
