public import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs algorithms as batch jobs of a Slurm cluster, each in a sandbox under `polder-shim` on the machine that executes it.
///
/// Node and supervisor meet in the run's folder, which both see at the same path; the controller says whether a supervisor
/// can still be alive when the folder does not tell.
public struct SlurmRuntime: Runtime, ProgramRunner {
  let settings: RuntimeSettings
  let slurm: SlurmSettings
  let tools: ProcessTools
  var watch: FolderWatch
  let controller: any SlurmController
  let names: SlurmNames
  let pace: SlurmPace
  let bridge: ProxyBridge?
  let started = StartedRuns()
  let dataFolder: String
  let helpers: HelperBoard?

  /// A runtime.
  /// - Parameters:
  ///   - settings: the section `runtime` of the configuration
  ///   - slurm: the section `runtime.slurm`
  ///   - dataFolder: the node's own folder, which no algorithm may see and all machines of the partition share
  ///   - helpers: what algorithms reach beside the proxy
  /// - Throws: `PolderError` `runtime-not-isolated` when a program that it needs is missing
  public init(
    settings: RuntimeSettings, slurm: SlurmSettings, dataFolder: String, helpers: HelperBoard? = nil
  ) throws {
    try self.init(
      settings: settings, slurm: slurm, dataFolder: dataFolder, controller: SlurmCommands(slurm),
      pace: SlurmPace(slurm), helpers: helpers)
  }

  init(
    settings: RuntimeSettings, slurm: SlurmSettings, dataFolder: String, controller: any SlurmController,
    pace: SlurmPace, helpers: HelperBoard? = nil
  ) throws {
    self.settings = settings
    self.slurm = slurm
    self.dataFolder = dataFolder
    self.controller = controller
    self.pace = pace
    self.helpers = helpers
    tools = try ProcessTools(settings)
    watch = try FolderWatch.shared()
    names = try SlurmNames(dataFolder: dataFolder)
    bridge = slurm.bridge.map { ProxyBridge($0, helpers: helpers) }
  }

  /// Whether the configuration names a program for an image.
  public func knows(image: String) -> Bool { settings.images[image] != nil }

  /// The program's name is all there is to look up.
  public func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage {
    guard knows(image: image) else { throw Self.unknown(image) }
    return ResolvedImage(name: image, digest: nil, reference: image)
  }

  static func unknown(_ image: String) -> PolderError {
    PolderError(
      .runtimeUnknownImage, "This node has no program for the image '\(image.prefix(200))'.", object: image,
      nextStep: "The node's steward names programs in the configuration under runtime.images.")
  }

  /// As for programs of this machine.
  public func place(_ run: RunID) async throws -> RuntimePlacement { try .program(settings, helpers) }

  /// What the algorithm prints: all of it for a run that was started here, else what comes from now on, because an earlier
  /// process of the node has passed on the rest.
  public func output(_ handle: RuntimeHandle) -> AsyncStream<[UInt8]> {
    let folder = ShimFolder(path: handle.folder)
    return LogFollower(folder: folder, watch: watch, patience: pace.look) { [watch, pace] in
      // Without a watch there is no live log. A run whose end nobody writes down is told to those who wait for it.
      guard let pulse = try? folder.pulse(watch, every: pace.look) else { return }
      if folder.isOver { return }
      for await _ in pulse where folder.isOver { return }
    }.pieces(all: started.contains(handle))
  }

  /// Removes the supervisor's records.
  @discardableResult
  public func remove(_ handle: RuntimeHandle) async -> Bool {
    started.remove(handle)
    await bridge?.close(handle)
    // A run that is still alive keeps its records; nothing to remove is nothing wrong. A job that comes late finds nothing.
    guard !ContainerFolder.isThere(handle.folder), let standing = try? ShimFolder(path: handle.folder).standing() else {
      return false
    }
    switch standing {
    case .running: return false
    case .orphaned:
      // On its own machine its processes may be alive, and the controller alone knows whether they can be.
      switch await look(handle) {
      case .alive, .unreachable: return false
      case .over, .unknown: break
      }
      guard let ending = try? await tools.shim(["reap", handle.folder]), ending.code == 0 else { return false }
    case .neverStarted, .exited: break
    }
    try? FileManager.default.removeItem(atPath: handle.folder)
    return true
  }
}
