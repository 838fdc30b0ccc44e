import PolderCore
import PolderService
import Testing

@testable import PolderNode

@Suite("the configuration that `polder node new` writes")
struct NewNodeConfigurationTests {
  private func full() -> NewNodeConfiguration {
    var new = NewNodeConfiguration()
    new.apiKey = goodKey
    new.serverURL = "https://server.example"
    new.port = 443
    new.dataFolder = "/srv/ward \"one\""
    new.databases = [
      .init(label: "default", uri: "/srv/a: b #c.csv", type: "csv"),
      .init(label: "dwh", uri: "postgresql://d/x", type: "sql"),
    ]
    new.isEncrypted = true
    new.runtime = .process
    new.allowedAlgorithms = ["^ghcr\\.io/x/.*", "harbor.example/average"]
    return new
  }

  @Test("it is read back as it was meant, without a warning")
  func readBack() throws {
    let read = try configuration(full().yaml)
    #expect(read.apiKey == goodKey && read.apiAddress == "https://server.example:443/api")
    #expect(read.dataFolder == "/srv/ward \"one\"")
    #expect(read.databases.map(\.uri) == ["/srv/a: b #c.csv", "postgresql://d/x"])
    #expect(read.isEncrypted && read.privateKeyFile == "/srv/ward \"one\"/private_key.pem")
    #expect(read.runtime.kind == .process)
    #expect(read.policies.algorithms == ["^ghcr\\.io/x/.*", "harbor.example/average"])
    #expect(read.warnings.isEmpty, "\(read.warnings)")
  }

  @Test("with the least answers it is valid too")
  func least() throws {
    var new = NewNodeConfiguration()
    new.apiKey = goodKey
    new.dataFolder = "/d"
    let read = try configuration(new.yaml)
    #expect(!read.isEncrypted && read.databases.isEmpty && read.policies.algorithms == nil)
    #expect(read.warnings.isEmpty, "\(read.warnings)")
    #expect(NewNodeConfiguration.usualPort("https://a") == 443 && NewNodeConfiguration.usualPort("http://a") == 7_601)
  }

  @Test("it has every key that the incumbent demands")
  func incumbent() throws {
    let file = try Configuration(text: full().yaml, source: "node.yaml")
    for key in ["api_key", "server_url", "port", "api_path", "task_dir", "databases", "logging", "encryption"] {
      #expect(file.has(key), "\(key)")
    }
    for key in ["level", "use_console", "backup_count", "max_size", "format", "datefmt"] {
      #expect(file.has("logging.\(key)"), "\(key)")
    }
    #expect(file.has("encryption.enabled"))
    #expect(try file.int("logging.max_size") ?? 0 > 16)
  }
}
