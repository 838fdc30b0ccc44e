/// The section `runtime.container` of a node's configuration.
public struct ContainerSettings: Sendable, Hashable {
  /// The address of the engine: `unix:///path`, `tcp://host:port`; nil takes `DOCKER_HOST`, or looks where engines listen.
  public var engine: String?
  /// The folder with `ca.pem`, `cert.pem` and `key.pem` for an engine that is reached by TLS; nil takes `DOCKER_CERT_PATH`
  /// where `DOCKER_TLS_VERIFY` is set.
  public var certificates: String?
  /// How many processors a container may use at the most; nil for all.
  public var processors: Double?
  /// How many relays to the proxy stand ready for the next runs, each a small container of its own.
  public var spareRelays: Int
  /// What single images are given back of what is taken from all.
  public var relaxations: [ContainerRelaxation]

  /// Settings; by default the engine of this machine, and no exceptions.
  public init(
    engine: String? = nil, certificates: String? = nil, processors: Double? = nil, spareRelays: Int = 1,
    relaxations: [ContainerRelaxation] = []
  ) {
    self.engine = engine
    self.certificates = certificates
    self.processors = processors
    self.spareRelays = spareRelays
    self.relaxations = relaxations
  }

  /// What an image is given back: the sum of all entries that name it.
  func relaxation(of image: String) -> ContainerRelaxation {
    let name = ImageName(image)
    return relaxations.filter { $0.covers(image, name) }
      .reduce(into: ContainerRelaxation(image: image)) { sum, one in
        sum.hasWritableRoot = sum.hasWritableRoot || one.hasWritableRoot
        sum.capabilities += one.capabilities
        sum.user = one.user ?? sum.user
      }
  }
}
