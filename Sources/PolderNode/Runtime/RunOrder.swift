/// All that a runtime has to know to execute one run.
public struct RunOrder: Sendable {
  /// A file or folder of the machine that the algorithm gets to see.
  public struct Binding: Sendable, Hashable {
    /// Its path on the machine.
    public let source: String
    /// Its path for the algorithm.
    public let target: String
    /// Whether the algorithm may write to it.
    public let isWritable: Bool

    /// A binding.
    public init(source: String, target: String, isWritable: Bool) {
      self.source = source
      self.target = target
      self.isWritable = isWritable
    }
  }

  /// The run and where its supervisor keeps its records; the folder exists, mode 0700, and is empty.
  public let handle: RuntimeHandle
  /// The name of the image as the task gives it.
  public let image: String
  /// What is started: ``ResolvedImage/reference``.
  public let reference: String
  /// What ``Runtime/place(_:)`` answered.
  public let placement: RuntimePlacement
  /// The variables, encoded already; nothing else may be in the algorithm's environment but what its program needs.
  public let environment: [(name: String, value: String)]
  /// What the algorithm gets to see: its task folder (writable), the job's temporary folder (writable), databases.
  public let bindings: [Binding]
  /// The most that its tree of processes may use.
  public let limits: RunLimits
  /// The proxy's socket for this run, to be reached as `placement.proxyHost:placement.proxyPort`.
  public let proxy: ProxySocket

  /// An order; without a reference the image's name is what is started.
  public init(
    handle: RuntimeHandle, image: String, reference: String? = nil, placement: RuntimePlacement,
    environment: [(name: String, value: String)], bindings: [Binding], limits: RunLimits, proxy: ProxySocket
  ) {
    self.handle = handle
    self.image = image
    self.reference = reference ?? image
    self.placement = placement
    self.environment = environment
    self.bindings = bindings
    self.limits = limits
    self.proxy = proxy
  }
}
