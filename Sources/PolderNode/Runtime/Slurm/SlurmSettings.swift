/// The section `runtime.slurm` of a node's configuration: how runs become batch jobs.
public struct SlurmSettings: Sendable, Hashable {
  /// The partition; nil takes the cluster's default.
  public var partition: String?
  /// The account that pays.
  public var account: String?
  /// The quality of service.
  public var qos: String?
  /// The time that a job asks for, in minutes; nil asks for the run's own limit and a little more.
  public var timeMinutes: Int?
  /// The memory that a job asks for, in MiB; nil asks for the run's own limit and a little more.
  public var memoryMegabytes: Int?
  /// The processors that a job asks for.
  public var processors: Int
  /// Further arguments of `sbatch`, one `--name=value` each.
  public var arguments: [String]
  /// The path of `slurm.conf`; nil leaves it to the variable `SLURM_CONF` and the usual place.
  public var configuration: String?
  /// The folder of `sbatch`, `squeue`, `scancel` and `scontrol`; nil looks along the `PATH`.
  public var programs: String?
  /// The pause between two questions to the controller about one job, in seconds.
  public var pollSeconds: Int
  /// How long the check at start waits for its job to be run, in seconds.
  public var checkSeconds: Int
  /// Where jobs on other machines reach this node's proxy; nil serves jobs on this machine alone.
  public var bridge: BridgeAddress?

  /// Settings.
  public init(
    partition: String? = nil, account: String? = nil, qos: String? = nil, timeMinutes: Int? = nil,
    memoryMegabytes: Int? = nil, processors: Int = 1, arguments: [String] = [], configuration: String? = nil,
    programs: String? = nil, pollSeconds: Int = 10, checkSeconds: Int = 60, bridge: BridgeAddress? = nil
  ) {
    self.partition = partition
    self.account = account
    self.qos = qos
    self.timeMinutes = timeMinutes
    self.memoryMegabytes = memoryMegabytes
    self.processors = processors
    self.arguments = arguments
    self.configuration = configuration
    self.programs = programs
    self.pollSeconds = pollSeconds
    self.checkSeconds = checkSeconds
    self.bridge = bridge
  }
}
