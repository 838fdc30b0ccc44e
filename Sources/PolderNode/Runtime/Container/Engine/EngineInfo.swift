import PolderCore

/// What an engine tells of itself and its machine (`GET /info`).
struct EngineInfo: Sendable, Hashable {
  let isPodman: Bool
  let version: String
  /// Whether it runs without root: the root of its containers is the user that it runs as.
  let isRootless: Bool
  /// Whether the users of its containers are other users of the machine (`userns-remap` of Docker).
  let mapsUsers: Bool
  /// 1 or 2; nil where it does not say.
  let cgroupVersion: Int?
  let limitsMemory: Bool
  let limitsSwap: Bool
  let limitsProcesses: Bool
  let limitsProcessors: Bool
  /// Whether containers go on while the engine is started anew.
  let keepsContainers: Bool
  let hasSELinux: Bool
  /// What tells this engine from another one.
  let identity: String
  let architecture: String

  init(_ info: JSONValue, isPodman: Bool) {
    self.isPodman = isPodman
    version = String((info["ServerVersion"]?.string ?? "unknown").prefix(60))
    let options = (info["SecurityOptions"]?.array ?? []).compactMap(\.string)
    let has = { (name: String) in options.contains { $0 == "name=\(name)" || $0.hasPrefix("name=\(name),") } }
    isRootless = info["Rootless"]?.bool ?? has("rootless")
    mapsUsers = has("userns")
    hasSELinux = has("selinux")
    cgroupVersion = info["CgroupVersion"]?.string.flatMap { Int($0) }
    limitsMemory = info["MemoryLimit"]?.bool ?? false
    limitsSwap = info["SwapLimit"]?.bool ?? false
    limitsProcesses = info["PidsLimit"]?.bool ?? false
    limitsProcessors = info["CpuCfsQuota"]?.bool ?? info["CPUCfsQuota"]?.bool ?? false
    // Each of Podman's containers has a watcher of its own that lives without the service.
    keepsContainers = isPodman || info["LiveRestoreEnabled"]?.bool ?? false
    // Podman makes its number anew for each answer.
    let place = "\(info["Name"]?.string ?? "") \(info["DockerRootDir"]?.string ?? "")"
    identity = isPodman ? "podman \(place)" : info["ID"]?.string ?? "docker \(place)"
    architecture = info["Architecture"]?.string ?? "unknown"
  }

  /// How it is told to keep what a container prints, so that it can be read back.
  var logDriver: String { isPodman ? "k8s-file" : "json-file" }

  /// Its name and version, for people.
  var name: String { "\(isPodman ? "Podman" : "Docker") \(version)" }

  /// Whether an engine without root can hold any limit: on version 1 of the control groups it can not.
  var ignoresLimits: Bool { isRootless && cgroupVersion == 1 }
}
