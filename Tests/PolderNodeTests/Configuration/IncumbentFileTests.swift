import PolderCore
import PolderCrypto
import PolderService
import Testing

@testable import PolderNode

@Suite("configuration files of the Python tools are read unchanged")
struct IncumbentFileTests {
  private func read(_ name: String, environment: [String: String] = [:]) throws -> NodeConfiguration {
    let file = try Configuration(path: FixtureFile.path("configurations/\(name).yaml"))
    return try NodeConfiguration(file, relativeTo: "/srv/hospital", environment: environment)
  }

  @Test("what the wizard wrote")
  func wizard() throws {
    let read = try read("wizard")
    #expect(read.apiAddress == "https://server.example:443/api")
    #expect(read.dataFolder == "/srv/steward/.local/share/vantage6/node/ziekenhuis")
    #expect(read.databases.map(\.label) == ["default", "dwh"])
    #expect(read.isEncrypted && read.privateKeyFile == "/srv/keys/privkey_ziekenhuis.pem")
    #expect(read.policies.algorithms?.count == 2 && read.policies.stores == ["https://store.cotopaxi.vantage6.ai"])
    #expect(read.policies.allowsEither)
  }

  @Test("what the template of the demonstration network gave")
  func demo() throws {
    let read = try read("demo")
    #expect(read.apiAddress == "http://host.docker.internal:7601/api")
    #expect(read.databases.map(\.type) == ["csv", "csv"])
    #expect(!read.isEncrypted && read.privateKeyFile == nil)
    #expect(read.warnings.isEmpty)
  }

  @Test("every key that the incumbent reads is read, or named as without effect")
  func whole() throws {
    let read = try read("whole")
    #expect(read.dataFolder == "/var/lib/vantage6")
    #expect(read.privateKeyFile == "/var/lib/vantage6/privkey_ward.pem")
    #expect(read.databases.map(\.type) == ["csv", "folder", "sql", "omop", "sparql", "other"])
    #expect(read.databases[0].uri == "/srv/hospital/data/lung.csv" && read.databases[0].isReadOnly)
    #expect(read.databases[0].parameters.map(\.name) == ["user", "password"])
    #expect(read.policies.users == ["2", "3"] && read.policies.organizations == ["4", "Ward"])
    #expect(read.registries.map(\.registry) == ["harbor.example"])
    #expect(read.helpers.tunnels.map(\.hostname) == ["dwh"] && read.helpers.allowList?.domains == [".example.org"])
    #expect(read.helpers.services.map(\.container) == ["postgres-1"] && read.helpers.vpn?.subnet == "10.76.0.0/16")
    #expect(read.helpers.vpn?.image == "harbor.example/vpn-client:1")
    #expect(read.helpers.vpn?.hosts == [.init(name: "server.example", address: "192.0.2.7")])
    #expect(read.requestsGPU && read.writesRunContext && !read.sharesConfiguration && !read.sharesLogs)
    #expect(read.logging.file == "/var/log/vantage6/node_user.log")
    #expect(read.warnings.contains { $0.contains("`of_a_later_version`") })
    for key in NodeConfiguration.withoutEffect { #expect(read.warnings.contains { $0.contains("`\(key)`") }, "\(key)") }
    #expect(read.warnings.count == NodeConfiguration.withoutEffect.count + 1, "\(read.warnings)")
  }

  @Test(
    "a key of a helper that is misspelt stops the start: it would be a way that is not there, or one too many",
    arguments: [("whitelist: {domain: [a.example]}", "whitelist"), ("docker_services: {a: 'b c'}", "docker_services")])
  func misspelt(text: String, key: String) throws {
    let whole = "api_key: \(goodKey)\nserver_url: http://a\ntask_dir: /t\ndatabases: []\n\(text)\n"
    let error = #expect(throws: PolderError.self) {
      try NodeConfiguration(Configuration(text: whole, source: "node.yaml"), relativeTo: "/")
    }
    #expect(error?.object == "node.yaml, line 5", "\(key): \(error.debugDescription)")
  }

  @Test("passwords of registries are in nothing that is printed")
  func secrets() throws {
    let registries = try read("whole").registries
    #expect(registries.first?.password == "s3cret")
    for text in ["\(registries)", String(reflecting: registries)] { #expect(!text.contains("s3cret")) }
    var dumped = ""
    dump(registries, to: &dumped)
    #expect(!dumped.contains("s3cret"))
  }

  @Test("the command line's variable names another file of the key; an empty one names none")
  func environment() throws {
    let key = "/mnt/private_key.pem"
    #expect(try read("whole", environment: ["PRIVATE_KEY": key]).privateKeyFile == key)
    #expect(try read("wizard", environment: ["PRIVATE_KEY": ""]).privateKeyFile == "/srv/keys/privkey_ziekenhuis.pem")
    #expect(try read("demo", environment: ["PRIVATE_KEY": key]).privateKeyFile == nil)
  }

  @Test("without a name the key is private_key.pem in the data folder; the formats are as the client has them")
  func encryption() throws {
    let least = "api_key: \(goodKey)\nserver_url: http://a\ntask_dir: /d\n"
    let usual = try configuration(least + "encryption: {enabled: true}")
    #expect(usual.privateKeyFile == "/d/private_key.pem")
    #expect(usual.encryptionRule == .compatible && !usual.overwritesKey)
    let strict = try configuration(least + "encryption: {enabled: true, format: require, overwrite_key: true}")
    #expect(strict.encryptionRule == .require && strict.overwritesKey)
    #expect(try configuration(least).keyPlace == "/d/private_key.pem")
  }
}
