public import PolderCore

/// Executes algorithms beside the data, each under a supervisor that outlives the node.
///
/// A run's ``RuntimeHandle`` is written down by the node before ``start(_:)`` is called, so whatever happens in between can
/// be told apart afterwards by ``adopt(_:)``.
public protocol Runtime: Sendable {
  /// Looks at what this machine offers and probes the isolation in the same conditions as an algorithm's.
  /// - Returns: what was found; one finding of severity ``RuntimeFinding/Severity/refusal`` and the node does not start
  func check() async throws -> [RuntimeFinding]

  /// Whether there is a program for an image.
  func knows(image: String) -> Bool

  /// Looks an image up, and fetches it where that is necessary.
  /// - Parameters:
  ///   - image: the name that the task gives
  ///   - mustPull: whether its registry has to be asked; otherwise an image of this machine will do when it can not be
  /// - Returns: what is started, whatever becomes of the name
  /// - Throws: `PolderError` `runtime-unknown-image` when there is none, `runtime-pull-failed` when it can not be had
  func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage

  /// Where an algorithm will find its files and the proxy; called once before each start.
  func place(_ run: RunID) async throws -> RuntimePlacement

  /// Lets the runtime bring the folder in which the proxy's socket of a run will be made; as a rule it does nothing.
  /// - Parameters:
  ///   - handle: the run
  ///   - folder: an empty folder, whose place another one may take
  func prepare(_ handle: RuntimeHandle, proxy folder: String) async

  /// Keeps ready what runs will need, until it is cancelled; a runtime that needs nothing returns at once.
  func serve() async

  /// Starts a run under its supervisor and returns once the supervisor has taken it over durably.
  /// - Throws: `PolderError` only when it is certain that nothing runs and nothing will
  func start(_ order: RunOrder) async throws

  /// Finds out what became of a run whose start was written down by an earlier process of the node.
  func adopt(_ handle: RuntimeHandle) async throws -> AdoptedState

  /// Waits until the whole tree of processes has ended; returns at once when it has. Cancelling leaves the run alone.
  func wait(_ handle: RuntimeHandle) async throws -> RuntimeExit

  /// What the algorithm prints from now on, as it comes, in pieces of at most 64 KiB; ends when the run ends.
  func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]>

  /// The ports by which a run is reached in the VPN between nodes; none as a rule.
  func ports(_ handle: RuntimeHandle) throws -> [RunPort]

  /// Ends the whole tree of processes at once; ``wait(_:)`` then returns with cause ``RuntimeExit/Cause/killed``. Does
  /// nothing when it has ended already.
  func kill(_ handle: RuntimeHandle) async throws

  /// Removes what is left of an ended run from the handle's folder; does nothing when there is nothing.
  /// - Returns: whether nothing is left; false for a run that may be alive, whose records have to stay
  @discardableResult
  func remove(_ handle: RuntimeHandle) async -> Bool
}

extension Runtime {
  /// The folder is taken as it is.
  public func prepare(_ handle: RuntimeHandle, proxy folder: String) async {}
  /// There is no VPN.
  public func ports(_ handle: RuntimeHandle) throws -> [RunPort] { [] }
  /// Nothing is needed.
  public func serve() async {}
}
