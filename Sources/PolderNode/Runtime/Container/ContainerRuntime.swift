public import Foundation
public import Logging
public import PolderCore

/// Runs algorithms as containers of Docker or Podman, each in the network of a relay that leads to the node's proxy and
/// nowhere else.
public struct ContainerRuntime: Runtime {
  let settings: RuntimeSettings
  let link: EngineLink
  let names: ContainerNames
  let watch: FolderWatch
  let logger: Logger
  let wantsGPU: Bool
  let registries: RegistryAuthorization
  let started = StartedRuns()
  let pulls = PullMemory()
  let spares: SpareRelays
  let dataFolder: String
  let helpers: HelperBoard?
  /// What leads runs into the VPN; nil where none is asked for.
  let doors: VPNDoors?
  /// Lets time pass; tests let it pass at once.
  var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

  /// The port at which every algorithm finds the proxy, in a network that is its own.
  static let proxyPort = 8_080

  /// A runtime.
  /// - Parameters:
  ///   - settings: the section `runtime` of the configuration
  ///   - node: the name of the node, which its containers bear in theirs
  ///   - dataFolder: the node's own folder, which no algorithm may see
  ///   - registries: the accounts at registries
  ///   - wantsGPU: whether containers get the GPUs of the machine
  ///   - helpers: what algorithms reach beside the proxy
  ///   - environment: `DOCKER_HOST`, `DOCKER_TLS_VERIFY`, `DOCKER_CERT_PATH`, `XDG_RUNTIME_DIR`
  ///   - logger: tells about pulls and what the engine refuses
  /// - Throws: `PolderError` `runtime-not-isolated` when the program of the relay is missing
  public init(
    settings: RuntimeSettings, node: String, dataFolder: String, registries: [RegistryCredentials] = [],
    wantsGPU: Bool = false, helpers: HelperBoard? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment, logger: Logger
  ) throws {
    let image = ShimImage(path: try ProcessTools.shim(settings))
    try self.init(
      settings: settings, node: node, dataFolder: dataFolder, registries: registries, wantsGPU: wantsGPU,
      helpers: helpers, link: EngineLink(settings.container, environment: environment, image: image), logger: logger)
  }

  /// A runtime at an engine to which a way is known.
  init(
    settings: RuntimeSettings, node: String, dataFolder: String, registries: [RegistryCredentials] = [],
    wantsGPU: Bool = false, helpers: HelperBoard? = nil, link: EngineLink, logger: Logger
  ) throws {
    self.settings = settings
    self.dataFolder = dataFolder
    self.logger = logger
    self.wantsGPU = wantsGPU
    self.helpers = helpers
    doors = helpers?.settings.vpn.flatMap { VPNDoors($0, dataFolder: dataFolder) }
    self.registries = RegistryAuthorization(registries)
    names = ContainerNames(node: node, mark: try NodeMark.read("container-node", in: dataFolder))
    watch = try FolderWatch.shared()
    spares = SpareRelays(count: settings.container.spareRelays)
    self.link = link
  }

  /// Any image may be there; ``resolve(_:mustPull:)`` finds out.
  public func knows(image: String) -> Bool { ImageName(image) != nil }

  /// Every run has a network of its own, so that all have the same port.
  public func place(_ run: RunID) async throws -> RuntimePlacement {
    RuntimePlacement(paths: .bound, proxyPort: Self.proxyPort, helpers: try helpers?.place() ?? [])
  }

  /// Asks the engine to end the container at once.
  public func kill(_ handle: RuntimeHandle) async throws { try await end(handle, for: .killed) }

  func end(_ handle: RuntimeHandle, for reason: EndReason) async throws {
    let folder = ContainerFolder(path: handle.folder)
    guard let record = try folder.record() else {
      // It was started as a program, whose supervisor takes the order from a file.
      if ShimFolder.isThere(handle.folder) { try ShimFolder(path: handle.folder).requestKill() }
      return
    }
    // Before the engine is told, so that a later process of the node knows what the end was for. On a disk that is full
    // nobody will know; it is ended all the same.
    let noted = Result { try folder.note(reason) }
    let engine = try await link.engine()
    try Self.require(engine, of: record)
    if let state = try await own(record, engine.client) { try await engine.client.kill(state.id) }
    try noted.get()
  }

  /// Removes the containers of an ended run, and the records.
  @discardableResult
  public func remove(_ handle: RuntimeHandle) async -> Bool {
    started.remove(handle)
    await takeBack(handle.run)
    let folder = ContainerFolder(path: handle.folder)
    do {
      if let record = try folder.record() {
        let engine = try await link.engine()
        let client = engine.client
        // A run that is still alive keeps all it has; at another engine nobody can tell.
        guard engine.info.identity == record.engine else { return false }
        if let state = try await own(record, client), try await !client.remove(state.id, force: false) { return false }
        try await removeRelay(record, client)
      } else if ShimFolder.isThere(handle.folder) {
        return false
      }
    } catch {
      // Its records stay, so that it is found at the next start of the node.
      logger.warning(
        "a container could not be removed", metadata: ["run": "\(handle.run)", "cause": "\(Self.words(error))"])
      return false
    }
    // What can not be removed is removed with the folder of the run, or before the number is used again.
    try? FileManager.default.removeItem(atPath: handle.folder)
    return true
  }

  func removeRelay(_ record: ContainerRecord, _ client: EngineClient) async throws {
    doors?.close(record.order)
    guard let relay = try await client.inspect(record.relay), record.owns(relay) else { return }
    try await client.remove(relay.id, force: true)
  }

  /// An error in words for a log or a message.
  static func words(_ error: any Error) -> String {
    if let refusal = error as? EngineRefusal { return refusal.message }
    return (error as? PolderError)?.message ?? "\(error)"
  }
}
