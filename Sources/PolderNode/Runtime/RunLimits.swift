/// The most that the tree of processes of one run may use.
public struct RunLimits: Sendable, Hashable {
  /// Memory of all processes together, in bytes.
  public var memoryBytes: Int
  /// Processor time of all processes together.
  public var cpuSeconds: Int
  /// Processes and threads at the same time.
  public var processes: Int
  /// Time from the start.
  public var wallSeconds: Int
  /// The largest file that may be written, in bytes.
  public var fileBytes: Int
  /// The end of the printed output that is kept, in bytes.
  public var logBytes: Int

  /// Limits; by default 4 GiB, an hour of processor, 256 processes, a day, files of 1 GiB, 1 MiB of log.
  public init(
    memoryBytes: Int = 4 << 30, cpuSeconds: Int = 3_600, processes: Int = 256, wallSeconds: Int = 86_400,
    fileBytes: Int = 1 << 30, logBytes: Int = 1 << 20
  ) {
    self.memoryBytes = memoryBytes
    self.cpuSeconds = cpuSeconds
    self.processes = processes
    self.wallSeconds = wallSeconds
    self.fileBytes = fileBytes
    self.logBytes = logBytes
  }
}
