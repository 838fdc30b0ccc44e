import PolderCore
import PolderTransport

/// The way to the engine: found out at the first call, remembered while it answers.
actor EngineLink {
  private let settings: ContainerSettings
  private let environment: [String: String]
  private let image: ShimImage
  private var channel: (any HTTPStreamer)?
  private var known: Engine?
  private var shim: String?
  private var resources: [ResourceLimit]?

  /// An engine, and what is known of it.
  struct Engine: Sendable {
    let client: EngineClient
    let info: EngineInfo
    let address: EngineAddress
    /// Where paths of the node lie on the engine's machine.
    let paths: HostPathMapping
  }

  /// A way that is not gone yet; without a channel it is opened at the first call.
  init(
    _ settings: ContainerSettings, environment: [String: String], image: ShimImage, channel: (any HTTPStreamer)? = nil
  ) {
    self.settings = settings
    self.environment = environment
    self.image = image
    self.channel = channel
  }

  /// The engine.
  /// - Throws: `PolderError` `runtime-engine-failed` or `runtime-engine-unsuitable`
  func engine() async throws -> Engine {
    if let known { return known }
    let address = try EngineAddress.find(settings.engine, environment: environment)
    do {
      let channel = try channel ?? open(address)
      self.channel = channel
      let client = try await EngineClient.meet(channel)
      let info = try await client.info()
      let paths = try await HostPathMapping.current(through: channel, isRequired: false)
      let engine = Engine(client: client, info: info, address: address, paths: paths)
      known = engine
      return engine
    } catch let error as PolderError where error.code == .runtimeEngineUnsuitable {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      throw Self.failure(error, address)
    }
  }

  /// What was known is asked for anew: the engine may have been exchanged.
  func forget() {
    known = nil
    shim = nil
    resources = nil
  }

  /// What the engine limits by itself, as a container shows that nothing was asked for.
  func resources(of container: String) async throws -> [ResourceLimit] {
    if let resources { return resources }
    let state = try await engine().client.inspect(container)
    // The others of the engine's own are those that are asked for anyway.
    let found = (state?.resources ?? []).filter { ["nofile", "nproc"].contains($0.name) }
    resources = found
    return found
  }

  /// The number of the relay's image.
  func shimImage() async throws -> String {
    if let shim { return shim }
    let made = try await image.ensure(at: try await engine().client)
    shim = made
    return made
  }

  private func open(_ address: EngineAddress) throws -> any HTTPStreamer {
    var folder = settings.certificates
    if folder == nil, let set = environment["DOCKER_TLS_VERIFY"], !set.isEmpty {
      folder = environment["DOCKER_CERT_PATH"] ?? environment["HOME"].map { $0 + "/.docker" }
    }
    // Each run holds a connection for its end and one for its log; a kill must never wait for a free one.
    let connections = 4_096
    guard address.socket == nil, let folder else {
      // A socket has no name of its own, and Docker refuses a request without one.
      let headers = address.socket == nil ? [] : [(name: "Host", value: "engine")]
      return try HTTPChannel(
        base: address.base(isSecure: false), pool: HTTPPool(perHost: connections), headers: headers)
    }
    var connection = ConnectionSettings(trust: .only(files: [folder + "/ca.pem"]))
    connection.identity = ClientIdentity(certificateFile: folder + "/cert.pem", keyFile: folder + "/key.pem")
    return try HTTPChannel(
      base: address.base(isSecure: true), pool: HTTPPool(connection, perHost: connections))
  }

  private static func failure(_ error: any Error, _ address: EngineAddress) -> PolderError {
    let words = (error as? EngineRefusal)?.message ?? (error as? PolderError)?.message ?? "\(error)"
    return PolderError(
      .runtimeEngineFailed, "The container engine can not be reached: \(words)", object: address.text,
      nextStep: "See that it runs, and that this user may use it.", cause: error)
  }
}
