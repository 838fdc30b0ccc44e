import PolderCore
import PolderTesting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The server that the live suite asks: Polder's in this process, unless the environment names another.
///
/// `POLDER_TEST_SERVER` is its address without the API's prefix, `POLDER_TEST_USERNAME` and `POLDER_TEST_PASSWORD` are
/// of a user who may do everything there. `POLDER_TEST_PEER=python` says that it is the Python server 4.15.2, which
/// differs where `docs/deviations.md` says so. `POLDER_TEST_STORE` is the address, with its prefix, of a store that
/// trusts the server and whose first user is that user; `POLDER_TEST_STORE_IMAGES` names the images to show it.
struct LiveTarget: Sendable {
  /// Whose server it is.
  enum Peer: String, Sendable { case polder, python }

  let address: String
  let username: String
  let password: String
  let peer: Peer

  private static let environment = ProcessInfo.processInfo.environment

  /// Whether the environment names a server.
  static var isNamed: Bool { environment["POLDER_TEST_SERVER"] != nil }

  /// How long an answer may take: passwords of many tests are hashed one after the other, each for a third of a second.
  static let patience = Duration.seconds(300)

  /// Whether logins need a second factor; a server in this process is started as a test needs it.
  static var asksForCodes: Bool { !isNamed || environment["POLDER_TEST_SECOND_FACTOR"] == "1" }

  /// The store that trusts the named server.
  static var store: String? { environment["POLDER_TEST_STORE"] }

  /// What the store is to be shown.
  static var storeImages: [String] {
    environment["POLDER_TEST_STORE_IMAGES"]?.split(separator: " ").map(String.init) ?? []
  }

  /// The server that the environment names; nil when it names none.
  static func named() throws -> LiveTarget? {
    guard let address = environment["POLDER_TEST_SERVER"] else { return nil }
    func value(_ name: String) throws -> String {
      guard let value = environment[name], !value.isEmpty else {
        throw PolderError("testing-half-named", "POLDER_TEST_SERVER is set, \(name) is not.", nextStep: "Set both.")
      }
      return value
    }
    let name = environment["POLDER_TEST_PEER"] ?? Peer.polder.rawValue
    guard let peer = Peer(rawValue: name) else {
      throw PolderError("testing-unknown-peer", "POLDER_TEST_PEER is neither polder nor python.", object: name)
    }
    return LiveTarget(
      address: address, username: try value("POLDER_TEST_USERNAME"), password: try value("POLDER_TEST_PASSWORD"),
      peer: peer)
  }

  /// Gives the server for as long as a piece of work takes.
  static func with(_ features: Set<TestServer.Feature> = [], _ body: (LiveTarget) async throws -> Void) async throws {
    if let target = try named() { return try await body(target) }
    try await TestFolder.with { folder in
      let server = try await TestServer.start(in: folder, offering: features)
      do {
        try await body(
          LiveTarget(address: server.address, username: "root", password: TestServer.rootPassword, peer: .polder))
        try await server.stop()
      } catch {
        // The failure of the work is the one that matters.
        try? await server.stop()
        throw error
      }
    }
  }
}
