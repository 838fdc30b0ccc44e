import PolderCore

/// Where a chosen store is, once it is sure that the user's token may go there.
///
/// A store has the token validated at the server, and for that it gets the token as it is, as with the Python client: no
/// other is given to clients. So the address has to come from the server's own record of a store that the user chose.
/// The token does not go to anything but a web server, and not in the clear when the server itself is reached over TLS,
/// unless it stays on this machine.
struct StoreAddress: Sendable, Hashable {
  /// The address with the prefix of the API, without a slash at its end.
  let text: String

  /// Judges the address of a store.
  /// - Parameters:
  ///   - store: the store as the server shows it
  ///   - server: the address of the server
  /// - Throws: `PolderError` `client-store-address` or `client-store-in-the-clear`
  init(_ store: Wire.AlgorithmStore, server: String) throws(PolderError) {
    var address = store.url ?? ""
    while address.hasSuffix("/") { address.removeLast() }
    let isSecure = address.lowercased().hasPrefix("https://")
    guard isSecure || address.lowercased().hasPrefix("http://") else {
      throw PolderError(
        "client-store-address", "The server gives no web address for the algorithm store.", object: "store \(store.id)",
        nextStep: "Have it linked again, under an address that begins with https://.")
    }
    guard isSecure || !server.lowercased().hasPrefix("https://") || Self.isThisMachine(address) else {
      throw PolderError(
        "client-store-in-the-clear",
        "The server is reached over TLS and the algorithm store is not: the session's token would be readable on the way.",
        object: "store \(store.id)", nextStep: "Have it linked under an address that begins with https://.")
    }
    text = address
  }

  private static func isThisMachine(_ address: String) -> Bool {
    let host = ServerAddress(address).host.lowercased().replacing("http://", with: "")
    if ["localhost", "[::1]"].contains(host) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
