import PolderCore
import Testing

@testable import PolderNode

@Suite("what an engine is asked to make")
struct ContainerBodyTests {
  private func walls(_ change: (inout ContainerWalls) -> Void = { _ in }) -> ContainerWalls {
    var walls = ContainerWalls(
      limits: RunLimits(memoryBytes: 256 << 20, cpuSeconds: 60, processes: 32, fileBytes: 1 << 20, logBytes: 64 << 10),
      relaxation: ContainerRelaxation(image: "a"), network: "container:abc",
      mounts: [
        .init(source: "/data/a:b", target: "/mnt/data/task-000000007", isWritable: true),
        .init(source: "/srv/x.csv", target: "/mnt/data/x.csv", isWritable: false),
      ], logDriver: "json-file")
    change(&walls)
    return walls
  }

  @Test("every wall is asked for")
  func hardened() {
    let config = walls().hostConfig
    #expect(config["CapDrop"] == ["ALL"])
    #expect(config["CapAdd"] == nil)
    #expect(config["SecurityOpt"] == ["no-new-privileges"])
    #expect(config["ReadonlyRootfs"] == true)
    #expect(config["Privileged"] == false)
    #expect(config["NetworkMode"] == "container:abc")
    #expect(config["Memory"]?.integer == 256 << 20)
    #expect(config["MemorySwap"] == config["Memory"])
    #expect(config["PidsLimit"] == 32)
    #expect(config["NanoCpus"] == nil)
    #expect(config["IpcMode"] == "private")
    #expect(config["UsernsMode"] == nil)
    #expect(config["DeviceRequests"] == nil)
    for folder in ["/tmp", "/var/tmp", "/run"] {
      #expect(config["Tmpfs"]?[folder]?.string?.hasPrefix("rw,nosuid,nodev,size=67108864") == true)
    }
    #expect(config["LogConfig"]?["Config"]?["max-size"] == "1024k")
  }

  @Test("each process has limits, and what the engine gives by itself stays")
  func resources() {
    let config = walls { $0.resources = [ResourceLimit("nofile", soft: 1_000, hard: 2_000)] }.hostConfig
    let all = (config["Ulimits"]?.array ?? []).compactMap(ResourceLimit.init)
    #expect(
      all == [
        ResourceLimit("core", soft: 0, hard: 0), ResourceLimit("fsize", soft: 1 << 20, hard: 1 << 20),
        ResourceLimit("cpu", soft: 60, hard: 65), ResourceLimit("nofile", soft: 1_000, hard: 2_000),
      ])
    #expect(walls { $0.limitsEachProcess = false }.hostConfig["Ulimits"] == nil)
    #expect(
      ResourceLimit(["Name": "RLIMIT_NOFILE", "Soft": 5, "Hard": 6]) == ResourceLimit("nofile", soft: 5, hard: 6))
  }

  @Test("folders and files are bound exactly as ordered, also where a path holds a colon")
  func mounts() {
    let mounts = walls().hostConfig["Mounts"]
    #expect(mounts?[0]?["Source"] == "/data/a:b")
    #expect(mounts?[0]?["Target"] == "/mnt/data/task-000000007")
    #expect(mounts?[0]?["ReadOnly"] == false)
    #expect(mounts?[1]?["ReadOnly"] == true)
    #expect(mounts?[1]?["Type"] == "bind")
    // Docker refuses a word on propagation where the source lies in one of its volumes.
    #expect(mounts?[0]?["BindOptions"] == nil && mounts?[1]?["BindOptions"] == nil)
    #expect(mounts?.array?.count == 2)
  }

  @Test("only where a low port is led to may a program without capabilities listen there")
  func lowPorts() {
    #expect(walls().hostConfig["Sysctls"] == nil)
    let config = walls { $0.opensLowPorts = true }.hostConfig
    #expect(config["Sysctls"]?["net.ipv4.ip_unprivileged_port_start"] == "0")
    #expect(config["CapAdd"] == nil)
  }

  @Test("a named image gets back what is named, and no other does")
  func relaxed() throws {
    let settings = ContainerSettings(
      processors: 1.5,
      relaxations: [
        ContainerRelaxation(image: "ghcr.io/a/b", hasWritableRoot: true),
        ContainerRelaxation(image: "ghcr.io/a/b:2", capabilities: ["SETUID"], user: "0"),
      ])
    let config = walls {
      $0.relaxation = settings.relaxation(of: "ghcr.io/a/b:2")
      $0.processors = settings.processors
    }.hostConfig
    #expect(config["ReadonlyRootfs"] == false)
    #expect(config["CapDrop"] == ["ALL"])
    #expect(config["CapAdd"] == ["SETUID"])
    #expect(config["NanoCpus"] == 1_500_000_000)
    #expect(settings.relaxation(of: "ghcr.io/a/b:1").capabilities == [])
    #expect(settings.relaxation(of: "ghcr.io/a/b:1").hasWritableRoot)
    #expect(settings.relaxation(of: "ghcr.io/a/bc") == ContainerRelaxation(image: "ghcr.io/a/bc"))
    #expect(settings.relaxation(of: "evil.io/ghcr.io/a/b").hasWritableRoot == false)
  }

  @Test("GPUs are asked for in the engine's documented form")
  func gpu() {
    let request = walls { $0.wantsGPU = true }.hostConfig["DeviceRequests"]
    #expect(request == [["Driver": "", "Count": -1, "DeviceIDs": nil, "Capabilities": [["gpu"]], "Options": [:]]])
  }

  @Test("environment, labels and user are given, the image's own start is kept")
  func body() {
    let names = ContainerNames(node: "Sint Jan/1", mark: "0a1b2c3d")
    let body = ContainerBody(
      image: "sha256:1", user: .nobody, environment: [("A", "b=c\nd")],
      labels: names.labels("algorithm", RunID(7), order: "o"), walls: walls()
    ).json
    #expect(body["Env"] == ["A=b=c\nd"])
    #expect(body["User"] == "65534:65534")
    #expect(body["Entrypoint"] == nil)
    #expect(body["Cmd"] == nil)
    #expect(body["Healthcheck"] == ["Test": ["NONE"]])
    #expect(body["Labels"]?["vantage6-type"] == "algorithm")
    #expect(body["Labels"]?["node"] == "Sint-Jan-1")
    #expect(body["Labels"]?["run_id"] == "7")
    #expect(body["Labels"]?["polder.order"] == "o")
    let name = names.container(RunID(7))
    #expect(name.wholeMatch(of: /vantage6-Sint-Jan-1-[0-9a-f]{8}-run-7/) != nil)
    #expect(names.relay(RunID(7)) == name + "-relay")
    #expect(ContainerNames(node: "Sint Jan/1", mark: "ffffffff").container(RunID(7)) != name)
  }
}
