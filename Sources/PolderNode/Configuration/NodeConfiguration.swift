public import PolderCore
public import PolderCrypto
public import PolderService

/// The configuration of a node: the incumbent's keys, and Polder's own.
public struct NodeConfiguration: Sendable {
  /// The key that the server gave for this node.
  public var apiKey: String
  /// Scheme and host of the server.
  public var serverURL: String
  /// The port of the server; nil for that of the scheme.
  public var port: Int?
  /// What stands before the paths of the server's API; empty for nothing.
  public var apiPath: String
  /// Where the node keeps its journal and the folders of its runs.
  public var dataFolder: String
  /// The databases that algorithms may ask for.
  public var databases: [NodeDatabase]
  /// Whether the collaboration is encrypted.
  public var isEncrypted: Bool
  /// The file of the organization's private key; nil in a collaboration without encryption.
  public var privateKeyFile: String?
  /// Which formats of encrypted texts are taken.
  public var encryptionRule: EncryptionRule
  /// Whether another key that the server has of the organization is replaced by the node's.
  public var overwritesKey: Bool
  /// Which tasks are taken up.
  public var policies: NodePolicies
  /// Further variables of every algorithm, which override the standard ones.
  public var algorithmEnvironment: [Variable]
  /// Images that get every database, whatever a task asks for.
  public var imagesWithAllDatabases: [String]
  /// Whether algorithms find a file `run_context.json` that describes their run.
  public var writesRunContext: Bool
  /// Whether containers get the GPUs of the machine.
  public var requestsGPU: Bool
  /// By what the registries of images know the node.
  public var registries: [RegistryCredentials]
  /// Whether what algorithms print leaves the node.
  public var sharesLogs: Bool
  /// Whether the server is told of policies and databases.
  public var sharesConfiguration: Bool
  /// What may leave the node.
  public var disclosure: DisclosurePolicy
  /// What executes algorithms.
  public var runtime: RuntimeSettings
  /// How many runs of one level execute at the same time; nil takes one for each processor, and at least four.
  public var maximumRuns: Int?
  /// The largest output that is sent, in bytes.
  public var outputLimit: Int
  /// Whether a run whose process is proved dead is started once more.
  public var restartsProvenDead: Bool
  /// What algorithms may reach beside the proxy.
  public var helpers = HelperSettings()
  /// What is logged.
  public var logging: LogSettings
  /// How long the audit log is kept.
  public var audit = NodeAuditSettings()
  /// What the file holds beyond what is understood, for the log.
  public var warnings: [String] = []

  /// One variable of an algorithm's environment.
  public struct Variable: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String

    /// A variable.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A configuration, for tests and for programs that embed a node.
  public init(
    apiKey: String, serverURL: String, port: Int?, apiPath: String = "/api", dataFolder: String,
    databases: [NodeDatabase] = [], runtime: RuntimeSettings = RuntimeSettings(),
    disclosure: DisclosurePolicy = DisclosurePolicy()
  ) {
    self.apiKey = apiKey
    self.serverURL = serverURL
    self.port = port
    self.apiPath = apiPath
    self.dataFolder = dataFolder
    self.databases = databases
    self.runtime = runtime
    self.disclosure = disclosure
    isEncrypted = false
    encryptionRule = .compatible
    overwritesKey = false
    imagesWithAllDatabases = []
    writesRunContext = false
    requestsGPU = false
    registries = []
    policies = NodePolicies()
    algorithmEnvironment = []
    sharesLogs = true
    sharesConfiguration = true
    outputLimit = Self.defaultOutputLimit
    restartsProvenDead = false
    logging = LogSettings()
  }

  static let defaultOutputLimit = 32 << 20

  /// The address of the server's API.
  public var apiAddress: String { serverAddress + apiPath }

  /// The address of the server, without path.
  public var serverAddress: String { serverURL + (port.map { ":\($0)" } ?? "") }
}
