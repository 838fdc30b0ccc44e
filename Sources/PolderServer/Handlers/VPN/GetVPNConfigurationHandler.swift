import PolderCore
import PolderHTTP
import PolderSQL

/// Gives a node what it needs to join the VPN.
struct GetVPNConfigurationHandler: Handler {
  typealias Op = GetVPNConfiguration
  static let mode = TransactionMode.read

  let context: ServerContext

  func prepare(_ call: Call<Op>) async throws -> Result<String, RequestRefusal> {
    try await context.vpnConfiguration(call)
  }

  func gather(
    _ call: Call<Op>, _ prepared: Result<String, RequestRefusal>, _ tx: Unit
  ) throws -> (facts: Facts, loaded: Result<String, RequestRefusal>) {
    (Facts(), prepared)
  }

  func perform(
    _ call: Call<Op>, _ loaded: Result<String, RequestRefusal>, _ grant: Grant, _ tx: Unit
  ) throws -> Outcome<Op.Reply> {
    Outcome(Wire.VPNConfiguration(text: try loaded.get()))
  }
}
