import PolderCore

/// Makes of the VPN's settings what an engine is asked for: the container that has the tunnel.
///
/// It is the incumbent's image, which sets up addresses, routes and a firewall of its own: it is root in its container, with
/// the engine's usual capabilities and two more. It sees the folder of its configuration and nothing else of the node.
struct VPNClientPlan: Sendable {
  /// The device by which a program makes a tunnel.
  static let device = "/dev/net/tun"
  /// The folder of the configuration in the container, as the incumbent has it.
  static let folder = "/mnt/vpn"

  let settings: VPNSettings
  /// The image, by its number at the engine.
  let image: String
  /// Where the folder of the configuration lies on the engine's machine.
  let source: String
  let info: EngineInfo
  let labels: [(name: String, value: String)]

  var json: JSONValue {
    var marks = JSONObject()
    for (name, value) in labels { marks[name] = .string(value) }
    return [
      "Image": .string(image), "Tty": false, "OpenStdin": false, "AttachStdin": false, "AttachStdout": false,
      "AttachStderr": false, "Env": [.string("VPN_CONFIG=\(Self.folder)/\(VPNFile.name)")],
      "Labels": .object(marks), "HostConfig": hostConfig,
    ]
  }

  private var hostConfig: JSONValue {
    let memory: Int64 = 256 << 20
    var config: JSONObject = [
      "CapAdd": ["NET_ADMIN", "SYSLOG"], "Privileged": false, "AutoRemove": false, "PublishAllPorts": false,
      "RestartPolicy": ["Name": "unless-stopped"], "Memory": .integer(memory), "MemorySwap": .integer(memory),
      "PidsLimit": 128,
      "Devices": [
        [
          "PathOnHost": .string(Self.device), "PathInContainer": .string(Self.device), "CgroupPermissions": "rwm",
        ]
      ],
      // Written to as well: the image puts what it makes of the configuration beside it.
      "Mounts": [
        ["Type": "bind", "Source": .string(source), "Target": .string(Self.folder), "ReadOnly": false]
      ],
      // Numbers above are given to runs. Nobody uses the client as a way to somewhere else.
      "Sysctls": [
        "net.ipv4.ip_local_port_range": .string("32768 \(GateFolder.numbers.lowerBound - 1)"),
        "net.ipv4.ip_forward": "0",
      ],
      "ExtraHosts": .array(settings.hosts.map { .string("\($0.name):\($0.address)") }),
    ]
    if info.mapsUsers { config["UsernsMode"] = "host" }
    config["LogConfig"] = ContainerWalls.log(info.logDriver, kilobytes: 1_024)
    return .object(config)
  }
}
