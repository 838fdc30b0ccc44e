import PolderCore
import PolderHTTP
import PolderSQL

/// Gives a node what it needs to join the VPN. A new configuration comes with a new key, so that the same renews a node's
/// keys (deviation 8).
struct VPNConfigurationHandler<Op: Operation>: Handler where Op.Reply == Wire.VPNConfiguration {
  static var mode: TransactionMode { .read }
  // The reply holds a key.
  static var keepsReply: Bool { false }

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
