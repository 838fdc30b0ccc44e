import PolderCore
import PolderHTTP

/// Tells the version.
struct GetVersionHandler: Handler {
  typealias Op = GetVersion
  static let mode = TransactionMode.none

  func perform(
    _ call: Call<GetVersion>, _ loaded: Void, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<GetVersion.Reply> {
    Outcome(GetVersion.Reply(version: ServerVersion.contract, polder: ServerVersion.polder))
  }
}
