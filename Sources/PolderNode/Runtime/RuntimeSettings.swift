/// The section `runtime` of a node's configuration.
public struct RuntimeSettings: Sendable, Hashable {
  /// What executes algorithms.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Programs of this machine, each in a sandbox of its own.
    case process
    /// Containers of Docker or Podman.
    case container
    /// Batch jobs of a Slurm cluster.
    case slurm
  }

  /// Whether programs run in a sandbox.
  public enum Sandbox: String, Sendable, Hashable, CaseIterable {
    /// The node refuses to run without.
    case required
    /// Programs see what the node sees; for development only, with a warning at each start.
    case off
  }

  /// What executes algorithms.
  public var kind: Kind
  /// The program and its arguments for each image.
  public var images: [String: [String]]
  /// What each run may use at the most.
  public var limits: RunLimits
  /// Whether programs run in a sandbox.
  public var sandbox: Sandbox
  /// The path of the supervisor `polder-shim`; nil looks beside the node's own program.
  public var shim: String?
  /// How containers are made; for ``Kind/container``.
  public var container: ContainerSettings
  /// How batch jobs are made; for ``Kind/slurm``.
  public var slurm: SlurmSettings?

  /// Settings.
  public init(
    kind: Kind = .process, images: [String: [String]] = [:], limits: RunLimits = RunLimits(),
    sandbox: Sandbox = .required, shim: String? = nil, container: ContainerSettings = ContainerSettings(),
    slurm: SlurmSettings? = nil
  ) {
    self.kind = kind
    self.images = images
    self.limits = limits
    self.sandbox = sandbox
    self.shim = shim
    self.container = container
    self.slurm = slurm
  }
}
