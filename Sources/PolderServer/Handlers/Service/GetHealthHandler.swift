import PolderCore
import PolderHTTP

/// Tells whether the database can be read and written.
struct GetHealthHandler: Handler {
  typealias Op = GetHealth
  static let mode = TransactionMode.none

  let probe: HealthProbe

  func prepare(_ call: Call<GetHealth>) async throws -> Bool { await probe.isUp(now: call.now) }

  func gather(_ call: Call<GetHealth>, _ isUp: Bool, _ tx: Unit) -> (facts: Facts, loaded: Bool) { (Facts(), isUp) }

  func perform(
    _ call: Call<GetHealth>, _ isUp: Bool, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<GetHealth.Reply> {
    Outcome(GetHealth.Reply(database: isUp))
  }
}
