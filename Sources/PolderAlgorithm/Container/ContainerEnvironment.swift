public import PolderCore

/// What a node tells a program by its environment, decoded.
public struct ContainerEnvironment: Sendable {
  private let variables: [String: String]

  /// Decodes variables as the node encodes them; plain ones are taken as they are.
  public init(_ environment: [String: String]) {
    // This one alone is never encoded.
    variables = Dictionary(
      uniqueKeysWithValues: environment.map { ($0, $0 == "RUN_CONTEXT_FILE" ? $1 : EnvironmentText.decode($1)) })
  }

  /// The value of a variable, for instance one of the node's `algorithm_env`.
  public subscript(name: String) -> String? { variables[name] }

  /// The value of a variable that every node sets.
  /// - Throws: `PolderError` `algorithm-environment`
  public func required(_ name: String) throws -> String {
    guard let value = variables[name], !value.isEmpty else {
      throw PolderError(
        .algorithmEnvironment, "The variable \(name) is not set.", object: name,
        nextStep: "Start the program through a node, which sets it.")
    }
    return value
  }

  /// The labels of the databases that the task names, in its order.
  public var requestedLabels: [String] {
    (variables["USER_REQUESTED_DATABASE_LABELS"] ?? "").split(separator: ",").map(String.init)
  }

  /// The database of a label; nil when the node has none of that label.
  public func database(_ label: String) -> ContainerDatabase? {
    let prefix = label.uppercased()
    guard let uri = variables["\(prefix)_DATABASE_URI"] else { return nil }
    return ContainerDatabase(
      label: label, uri: uri, type: variables["\(prefix)_DATABASE_TYPE"]?.lowercased() ?? "csv",
      hasPreprocessing: ![nil, "", "[]", "null"].contains(variables["\(prefix)_PREPROCESSING"]))
  }

  /// The address of the node's proxy.
  /// - Throws: `PolderError` `algorithm-environment`
  public var proxyAddress: String {
    get throws {
      let host = try required("HOST")
      let port = variables["PORT"].map { $0.isEmpty ? "" : ":\($0)" } ?? ""
      return host + port + (variables["API_PATH"] ?? "")
    }
  }

  /// The node's rules for what may leave it.
  public var disclosure: DisclosurePolicy { DisclosurePolicy(environment: variables) }
}
