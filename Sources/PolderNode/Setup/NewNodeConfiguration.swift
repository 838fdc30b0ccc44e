import PolderCore

/// A node's configuration as `polder node new` writes it: a YAML file that the incumbent takes too.
public struct NewNodeConfiguration: Sendable {
  /// One database.
  public struct Database: Sendable, Hashable {
    /// The name that tasks ask for.
    public var label: String
    /// Its path or address.
    public var uri: String
    /// Its kind.
    public var type: String

    /// A database.
    public init(label: String, uri: String, type: String) {
      self.label = label
      self.uri = uri
      self.type = type
    }
  }

  /// The key that the server showed when the node was made.
  public var apiKey = ""
  /// Scheme and host of the server.
  public var serverURL = "http://localhost"
  /// The port of the server.
  public var port = 7_601
  /// What stands before every path.
  public var apiPath = "/api"
  /// The folder for runs, the journal and the key.
  public var dataFolder = ""
  /// The databases.
  public var databases: [Database] = []
  /// Whether the collaboration is encrypted.
  public var isEncrypted = false
  /// The file of the private key; nil for the usual one in the data folder.
  public var privateKey: String?
  /// What executes algorithms.
  public var runtime = RuntimeSettings.Kind.container
  /// Which images may run; nil for all.
  public var allowedAlgorithms: [String]?
  /// The least level that is logged.
  public var logLevel = "INFO"

  /// The kinds of databases.
  public static let databaseTypes = ["csv", "parquet", "sql", "sparql", "excel", "omop", "folder", "other"]

  /// The incumbent's defaults.
  public init() {}

  /// The port that goes with an address.
  public static func usualPort(_ address: String) -> Int { address.lowercased().hasPrefix("https://") ? 443 : 7_601 }

  /// The file's text.
  public var yaml: String {
    """
    # A node's configuration. `polder node check` says what is wrong with it.

    # The key that the server showed when the node was made. Whoever has it is this node.
    api_key: \(quoted(apiKey))

    # The server: \(quoted(serverURL)), port \(port), and what stands before every path.
    server_url: \(quoted(serverURL))
    port: \(port)
    api_path: \(quoted(apiPath))

    # Where runs, the journal and the private key are kept; for this user alone.
    task_dir: \(quoted(dataFolder))

    # What algorithms may ask for, by its label. Each gets what its task asks for, and nothing else.
    \(databaseText)
    # Whether inputs and results are encrypted: the organizations of the collaboration agree on it.
    encryption:
      enabled: \(isEncrypted)
      private_key: \(quoted(privateKey ?? (isEncrypted ? NodeConfiguration.usualKeyFile : "")))

    # What may run here. Without `allowed_algorithms` that is anything.
    \(policyText)

    # What executes algorithms: container, process or slurm.
    runtime:
      kind: \(runtime.rawValue)

    logging:
      level: \(logLevel)
      use_console: true
      backup_count: 5
      max_size: 1024
      format: "%(asctime)s - %(name)-14s - %(levelname)-8s - %(message)s"
      datefmt: "%Y-%m-%d %H:%M:%S"

    """
  }

  private var databaseText: String {
    guard !databases.isEmpty else { return "databases: []\n" }
    return "databases:\n"
      + databases.map { database in
        "  - label: \(quoted(database.label))\n    uri: \(quoted(database.uri))\n    type: \(database.type)\n"
      }.joined()
  }

  private var policyText: String {
    // The incumbent takes a section without keys for a mistake.
    guard let allowedAlgorithms else { return "policies: {}  # {allowed_algorithms: [ghcr.io/example/average]}" }
    return "policies:\n  allowed_algorithms: [" + allowedAlgorithms.map(quoted).joined(separator: ", ") + "]"
  }

  /// A text of JSON is one of YAML too.
  private func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
