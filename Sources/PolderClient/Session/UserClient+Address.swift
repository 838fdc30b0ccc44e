extension UserClient {
  /// Scheme and host of the server, for instance `https://server.example`.
  public var host: String { ServerAddress(server).host }

  /// The port of the server; nil when the address names none.
  public var port: Int? { ServerAddress(server).port }

  /// The path at the server where the API is found, for instance `/api`.
  public var path: String { ServerAddress(server).path + apiPath }

  /// The full address of the API: host, port and path.
  public var basePath: String { server + apiPath }

  /// The full address of an endpoint.
  /// - Parameter endpoint: the path below the API's prefix, with or without a slash in front
  /// - Returns: the address
  public func generatePath(to endpoint: String) -> String {
    basePath + (endpoint.hasPrefix("/") ? "" : "/") + endpoint
  }

  /// The full address of an endpoint of the server or of the algorithm store that was chosen.
  /// - Parameters:
  ///   - endpoint: the path below the API's prefix, with or without a slash in front
  ///   - isForAlgorithmStore: whether it is one of the store
  /// - Returns: the address
  /// - Throws: `PolderError` when it is for a store, and none was chosen or its address can not be used
  public func generatePath(to endpoint: String, isForAlgorithmStore: Bool) throws -> String {
    guard isForAlgorithmStore else { return generatePath(to: endpoint) }
    return try session.storePath(to: endpoint, serverURL: basePath)
  }
}
