import Logging
import PolderCore
import PolderHTTP
import PolderTransport
import Synchronization

/// Gives nodes what they need to join the VPN, as an eduVPN portal makes it for them.
final class VPNPortal: Sendable {
  private static let atOnce = 4

  private let settings: VPNSettings
  private let logger: Logger
  private let running = Mutex(0)

  init(_ settings: VPNSettings, logger: Logger) {
    self.settings = settings
    self.logger = logger
  }

  /// A new configuration, with a key that no configuration had before.
  /// - Throws: the refusal for the node
  func configuration() async throws -> String {
    let isFree = running.withLock { running in
      guard running < Self.atOnce else { return false }
      running += 1
      return true
    }
    guard isFree else { throw PortalFailure.busy.refusal }
    defer { running.withLock { $0 -= 1 } }
    let pool = HTTPPool(connectTimeout: .seconds(3), perHost: 1)
    do {
      var session = PortalSession(settings, pool: pool)
      let text = try await session.configuration()
      await pool.shutdown()
      return text
    } catch {
      await pool.shutdown()
      guard let failure = error as? PortalFailure else { throw error }
      logger.error("a node gets no VPN configuration", metadata: ["reason": "\(failure.reason)"])
      throw failure.refusal
    }
  }
}

extension ServerContext {
  /// What `prepare` of both operations does: the caller is judged, then the portal asked. Refusals are kept and thrown
  /// once the transaction has judged again.
  func vpnConfiguration<Op: Operation>(_ call: Call<Op>) async throws -> Result<String, RequestRefusal> {
    do {
      _ = try await judgeAhead(call) { _, _ in (Facts(), ()) }
      guard let vpn else {
        throw RequestRefusal(501, "This server does not support VPN", code: "vpn-unsupported")
      }
      return .success(try await vpn.configuration())
    } catch let refusal as RequestRefusal {
      return .failure(refusal)
    }
  }
}
