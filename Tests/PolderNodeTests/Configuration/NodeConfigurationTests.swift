import Logging
import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("the configuration of a node")
struct NodeConfigurationTests {
  private let least = """
    api_key: \(goodKey)
    server_url: http://localhost/
    port: 7601
    api_path: /api
    task_dir: tasks

    """

  @Test("the incumbent's keys are read, relative paths lie beside the file")
  func incumbent() throws {
    let read = try configuration(
      least + """
        databases:
          - label: lung
            uri: data/lung.csv
            type: csv
            env: {user: ward}
          - {label: dwh, uri: "postgresql://dwh/x", type: sql, mount_mode: ro}
        algorithm_env: {MINIMUM: 7}
        share_algorithm_logs: false
        share_config: false
        encryption: {enabled: false, private_key: key.pem}
        logging: {level: DEBUG}
        """)
    #expect(read.apiAddress == "http://localhost:7601/api")
    #expect(read.serverAddress == "http://localhost:7601")
    #expect(read.dataFolder == "/srv/hospital/tasks")
    #expect(read.databases[0].uri == "/srv/hospital/data/lung.csv")
    #expect(read.databases[0].parameters == [.init(name: "user", value: "ward")])
    #expect(read.databases[1].uri == "postgresql://dwh/x")
    #expect(read.databases.map(\.isReadOnly) == [false, true])
    #expect(read.algorithmEnvironment == [.init(name: "MINIMUM", value: "7")])
    #expect(!read.sharesLogs && !read.sharesConfiguration)
    #expect(read.logging.level == .debug)
    #expect(read.warnings.isEmpty)
  }

  @Test("a folder as database may not lie where the run's own folders are", arguments: ["tmp", "data"])
  func ownFolders(_ label: String) throws {
    let read = { (type: String) in
      try configuration(least + "databases:\n  - {label: \(label), uri: /srv/scans, type: \(type)}\n")
    }
    let error = #expect(throws: PolderError.self) { try read("folder") }
    #expect(error?.message.contains("tmp and data") == true)
    // A file of that label lies elsewhere.
    #expect(try read("other").databases.map(\.label) == [label])
  }

  @Test("without a port the address has none; the path of the API may be empty")
  func noPort() throws {
    let read = try configuration(
      "api_key: \(goodKey)\nserver_url: https://s.example\nport: null\napi_path: ''\ndata_dir: /var/lib/node")
    #expect(read.apiAddress == "https://s.example")
    #expect(read.dataFolder == "/var/lib/node")
  }

  @Test("what executes algorithms: containers, as with the incumbent, unless programs or a kind are named")
  func kinds() throws {
    #expect(try configuration(least).runtime.kind == .container)
    #expect(try configuration(least + "runtime: {maximum_runs: 2}\n").runtime.kind == .container)
    #expect(try configuration(least + "runtime: {images: {mean: [mean]}}\n").runtime.kind == .process)
    #expect(try configuration(least + "runtime: {kind: slurm, images: {mean: [mean]}}\n").runtime.kind == .slurm)
  }

  @Test("runtime, limits and disclosure rules are read")
  func own() throws {
    let read = try configuration(
      least + """
        runtime:
          kind: process
          sandbox: "off"
          images:
            ghcr.io/example/mean:1.2: [bin/mean, --fast]
            plain: mean
          limits: {memory_mb: 512, cpu_seconds: 60, processes: 32, wall_seconds: 120, output_mb: 2}
          maximum_runs: 3
          restart_proven_dead: true
        disclosure: {minimum_rows: 10, undeclared: refuse, allow: [cox-risk-sets]}
        """)
    #expect(read.runtime.images["ghcr.io/example/mean:1.2"] == ["/srv/hospital/bin/mean", "--fast"])
    #expect(read.runtime.images["plain"] == ["mean"])
    #expect(read.runtime.sandbox == .off)
    #expect(read.runtime.limits.memoryBytes == 512 << 20)
    #expect(read.runtime.limits.processes == 32)
    #expect(read.outputLimit == 2 << 20)
    #expect(read.maximumRuns == 3)
    #expect(read.restartsProvenDead)
    #expect(read.disclosure == DisclosurePolicy(minimumRows: 10, undeclared: .refuse, allow: ["cox-risk-sets"]))
    #expect(read.warnings.isEmpty)
  }

  @Test("unknown keys, and those without effect, are told with their line")
  func unknown() throws {
    let read = try configuration(least + "share_confg: false\nprometheus: {enabled: true}\n")
    #expect(read.warnings.contains { $0.contains("`share_confg`") && $0.contains("`share_config`") })
    #expect(read.warnings.contains { $0.contains("`prometheus`") })
    #expect(read.warnings.count == 2)
  }

  @Test(
    "what can not be used is refused with the key, its line and a remedy",
    arguments: [
      ("api_key: abc", "api_key", PolderError.Code.configurationInvalid),
      ("server_url: localhost", "server_url", .configurationInvalid),
      ("port: 99999", "port", .configurationInvalid),
      ("databases: [{label: 1up, uri: x.csv, type: csv}]", "label", .configurationInvalid),
      (
        "databases: [{label: a, uri: x.csv, type: csv}, {label: A, uri: y.csv, type: csv}]", "label",
        .configurationInvalid
      ),
      ("databases: [{label: a, uri: x.csv, type: parket}]", "type", .configurationInvalid),
      ("databases: [{label: a, type: csv}]", "uri", .configurationMissing),
      ("algorithm_env: {PKG_NAME: evil}", "PKG_NAME", .configurationInvalid),
      ("runtime: {limits: {memory_mb: 1}}", "memory_mb", .configurationInvalid),
      ("runtime: {images: {mean: []}}", "images", .configurationInvalid),
      ("runtime: {sandbox: maybe}", "sandbox", .configurationInvalid),
      ("policies: {allowed_algorithms: ['mean[']}", "allowed_algorithms", .configurationInvalid),
      ("policies: {allowed_algorithms_stores: ['https://store']}", "allowed_algorithms_stores", .configurationInvalid),
      ("encryption: {enabled: maybe}", "enabled", .configurationInvalid),
      ("encryption: {formatt: require}", "formatt", .configurationInvalid),
      ("encryption: {enabled: true, format: strict}", "format", .configurationInvalid),
      ("docker_registries: [{registry: r.example, username: robot}]", "password", .configurationMissing),
      ("all_databases_for: ['mean[']", "all_databases_for", .configurationInvalid),
      ("disclosure: {minimum_row: 3}", "minimum_row", .disclosureInvalidPolicy),
      ("disclosure: {minimum_rows: 0}", "minimum_rows", .disclosureInvalidPolicy),
    ])
  func refused(_ line: String, _ key: String, _ code: PolderError.Code) async throws {
    let name = line.prefix { $0 != ":" } + ":"
    let rest = least.split(separator: "\n").filter { !$0.hasPrefix(name) }
    let text = (rest + [Substring(line)]).joined(separator: "\n")
    let error = try #require(await failure { try configuration(text) })
    #expect(error.code == code)
    #expect(error.message.contains(key), "\(error)")
    #expect(error.object?.hasPrefix("node.yaml") == true)
    #expect(error.nextStep != nil)
    if code != .configurationMissing { #expect(error.object?.contains("line \(rest.count + 1)") == true, "\(error)") }
  }

  @Test("a missing key is named", arguments: ["api_key", "server_url", "task_dir"])
  func missing(_ key: String) async throws {
    let rest = least.split(separator: "\n").filter { !$0.hasPrefix(key) }.joined(separator: "\n")
    let error = try #require(await failure { try configuration(rest) })
    #expect(error.code == .configurationMissing)
    #expect(error.message.contains(key))
  }

  @Test("the key of the node does not stand in any message")
  func secret() async throws {
    let error = try #require(
      await failure { try configuration(least.replacing(goodKey, with: "hunter2-hunter2")) })
    #expect(!"\(error)".contains("hunter2"))
  }
}
