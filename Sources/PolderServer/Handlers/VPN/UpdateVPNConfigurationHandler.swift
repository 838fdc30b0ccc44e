import PolderCore
import PolderHTTP
import PolderSQL

/// Renews the keys of a node in the VPN: a new configuration comes with a new key (deviation 8).
struct UpdateVPNConfigurationHandler: Handler {
  typealias Op = UpdateVPNConfiguration
  static let mode = TransactionMode.read
  // The reply holds a key.
  static let keepsReply = false

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
