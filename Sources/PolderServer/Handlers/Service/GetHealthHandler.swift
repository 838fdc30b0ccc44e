import PolderCore
import PolderHTTP
import PolderSQL

/// Tells whether the database answers.
struct GetHealthHandler: Handler {
  typealias Op = GetHealth
  static let mode = TransactionMode.none

  let database: any Database

  func prepare(_ call: Call<GetHealth>) async throws -> Bool {
    do {
      return try await database.read { try $0.first("SELECT 1 FROM rule")?.int(0) == 1 }
    } catch is SQLError {
      return false
    }
  }

  func gather(_ call: Call<GetHealth>, _ isUp: Bool, _ tx: Unit) -> (facts: Facts, loaded: Bool) { (Facts(), isUp) }

  func perform(
    _ call: Call<GetHealth>, _ isUp: Bool, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<GetHealth.Reply> {
    Outcome(GetHealth.Reply(database: isUp))
  }
}
