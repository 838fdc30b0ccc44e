import PolderCore
import PolderHTTP
import PolderSQL

/// Would give a node its configuration; there is no VPN to configure.
struct GetVPNConfigurationHandler: Handler {
  typealias Op = GetVPNConfiguration
  static let mode = TransactionMode.read

  let context: ServerContext

  func perform(_ call: Call<Op>, _ loaded: Void, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    throw VPNRefusal.make(context)
  }
}
