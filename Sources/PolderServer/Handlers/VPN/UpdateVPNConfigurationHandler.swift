import PolderCore
import PolderHTTP
import PolderSQL

/// Would renew a node's keys; there is no VPN (deviation 8).
struct UpdateVPNConfigurationHandler: Handler {
  typealias Op = UpdateVPNConfiguration
  static let mode = TransactionMode.read

  let context: ServerContext

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    throw VPNRefusal.make(context)
  }
}
