import PolderCore
import PolderTransport

extension Session {
  /// The address of the chosen store, as far as the token may go there.
  /// - Parameter serverURL: the address under which stores know the server
  /// - Returns: the address
  /// - Throws: `PolderError` `client-no-store`, `client-store-address` or `client-store-in-the-clear`
  func storeAddress(serverURL: String) throws -> StoreAddress {
    guard let store = defaults.store else {
      throw PolderError(
        "client-no-store", "No algorithm store was chosen.",
        nextStep: "Call `store.set` with one of `store.list` first.")
    }
    return try StoreAddress(store, server: serverURL)
  }

  /// The full address of an endpoint of the chosen store.
  /// - Parameters:
  ///   - endpoint: the path below the prefix of the store's API, with or without a slash in front
  ///   - serverURL: the address under which stores know the server
  /// - Returns: the address
  /// - Throws: as `storeAddress`
  func storePath(to endpoint: String, serverURL: String) throws -> String {
    try storeAddress(serverURL: serverURL).text + (endpoint.hasPrefix("/") ? "" : "/") + endpoint
  }

  /// What carries calls to the chosen store, without token.
  /// - Parameter serverURL: the address under which stores know the server
  /// - Returns: the channel
  /// - Throws: as `storeAddress`, and `PolderError` `transport-bad-address`
  func storeChannel(serverURL: String) throws -> StoreChannel {
    let address = try storeAddress(serverURL: serverURL)
    guard let connections = channel as? any HTTPBranching else {
      throw PolderError(
        "client-store-unreachable", "The session's connections lead to the server alone.", object: address.text)
    }
    return StoreChannel(channel: try connections.branch(to: address.text), serverURL: serverURL)
  }

  /// What calls operations of the chosen store with the session's token.
  /// - Parameter serverURL: the address under which stores know the server
  /// - Returns: the caller
  /// - Throws: as `storeChannel`
  func storeCaller(serverURL: String) throws -> OperationCaller {
    OperationCaller(channel: try storeChannel(serverURL: serverURL), tokens: tokens)
  }
}
