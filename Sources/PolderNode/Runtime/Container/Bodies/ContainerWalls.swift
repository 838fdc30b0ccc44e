import PolderCore

/// What is taken from every container: as the part `HostConfig` of what an engine is asked to make.
struct ContainerWalls: Sendable {
  /// The most that its processes may use together.
  var limits: RunLimits
  var processors: Double?
  var relaxation: ContainerRelaxation
  /// `none`, or `container:` and the number of the one whose network is shared.
  var network: String
  var mounts: [RunOrder.Binding]
  /// Whether a program without capabilities may listen at ports below 1024 of this network.
  var opensLowPorts = false
  /// What the engine gives by itself: once anything is asked for, Podman forgets its own and asks for more than it may.
  var resources: [ResourceLimit] = []
  /// Whether limits on each process are asked for.
  var limitsEachProcess = true
  var wantsGPU = false
  /// Whether users of the container are to be those of the machine although the engine maps them.
  var unmapsUsers = false
  var logDriver: String

  /// The places in memory; with the memory of the processes they count into one limit.
  private static let memoryFolders = ["/tmp", "/var/tmp", "/run"]

  var hostConfig: JSONValue {
    var config: JSONObject = [
      "NetworkMode": .string(network), "CapDrop": ["ALL"], "SecurityOpt": ["no-new-privileges"],
      "ReadonlyRootfs": .bool(!relaxation.hasWritableRoot), "Privileged": false, "IpcMode": "private",
      "Memory": .integer(Int64(limits.memoryBytes)), "MemorySwap": .integer(Int64(limits.memoryBytes)),
      "PidsLimit": .integer(Int64(limits.processes)), "ShmSize": .integer(temporaryBytes), "AutoRemove": false,
      "RestartPolicy": ["Name": "no"], "PublishAllPorts": false, "OomKillDisable": false,
    ]
    if !relaxation.capabilities.isEmpty { config["CapAdd"] = .array(relaxation.capabilities.map { .string($0) }) }
    if let processors { config["NanoCpus"] = .integer(Int64(processors * 1e9)) }
    if opensLowPorts { config["Sysctls"] = ["net.ipv4.ip_unprivileged_port_start": "0"] }
    if unmapsUsers { config["UsernsMode"] = "host" }
    if wantsGPU {
      config["DeviceRequests"] = [
        ["Driver": "", "Count": -1, "DeviceIDs": nil, "Capabilities": [["gpu"]], "Options": [:]]
      ]
    }
    if limitsEachProcess { config["Ulimits"] = .array((eachProcess + resources).map(\.json)) }
    var memory = JSONObject()
    // Where something of the run lies in such a place, that is what the algorithm gets to see.
    for folder in Self.memoryFolders where !mounts.contains(where: { $0.target == folder }) {
      memory[folder] = .string("rw,nosuid,nodev,size=\(temporaryBytes),mode=1777")
    }
    config["Tmpfs"] = .object(memory)
    config["Mounts"] = .array(mounts.map(Self.mount))
    // What an algorithm prints lies on the engine's disk, twice as much of it as is kept at the most, in its own form.
    config["LogConfig"] = Self.log(logDriver, kilobytes: max(limits.logBytes * 4 >> 10, 1_024))
    return .object(config)
  }

  /// How much of what a container prints an engine keeps.
  static func log(_ driver: String, kilobytes: Int) -> JSONValue {
    var options: JSONObject = ["max-size": .string("\(kilobytes)k")]
    if driver == "json-file" { options["max-file"] = "2" }
    return ["Type": .string(driver), "Config": .object(options)]
  }

  private var temporaryBytes: Int64 { Int64(max(limits.memoryBytes / 4, 1 << 20)) }

  private var eachProcess: [ResourceLimit] {
    let (file, cpu) = (Int64(limits.fileBytes), Int64(limits.cpuSeconds))
    return [
      ResourceLimit("core", soft: 0, hard: 0), ResourceLimit("fsize", soft: file, hard: file),
      // A process is told first, so that the end says what for; all together are added up by the node.
      ResourceLimit("cpu", soft: cpu, hard: cpu + 5),
    ]
  }

  /// Not as a text with colons, which a path may hold; and a source that is missing is a failure so, not a new folder.
  /// Nothing is said of propagation: that is private unless one asks, and where a source lies in a volume, below Docker's
  /// own folder, Docker takes a word for it as a mistake.
  private static func mount(_ binding: RunOrder.Binding) -> JSONValue {
    [
      "Type": "bind", "Source": .string(binding.source), "Target": .string(binding.target),
      "ReadOnly": .bool(!binding.isWritable),
    ]
  }
}
