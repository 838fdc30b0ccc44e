/// How often what is looked at: a controller serves many, and a folder of another machine tells no changes.
struct SlurmPace: Sendable {
  /// Between two looks at a run's folder.
  var look: Duration = .seconds(1)
  /// Between two questions about a job of which nothing new is expected.
  var ask: Duration = .seconds(10)
  /// Between two questions about a job that is about to end, or seems to have.
  var askSoon: Duration = .milliseconds(500)
  /// From a request for the end until the whole job is cancelled by force.
  var force: Duration = .seconds(5)
  /// How long an end that the supervisor wrote may take to be seen here, from this machine and from another one.
  var settleHere: Duration = .seconds(2)
  var settleAfar: Duration = .seconds(60)
  /// How long a supervisor's ambiguous word waits for the controller's.
  var lastWord: Duration = .seconds(5)
  /// The pauses after which an unreachable controller is asked to take a job again.
  var submit: [Duration] = [1, 2, 4, 8, 15, 30].map { .seconds($0) }

  init() {}

  init(_ settings: SlurmSettings) { ask = .seconds(settings.pollSeconds) }
}
