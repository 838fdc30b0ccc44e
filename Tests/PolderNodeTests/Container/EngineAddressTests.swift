import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("where an engine is, and by what registries know the node")
struct EngineAddressTests {
  @Test(
    "an address leads to a socket or a port",
    arguments: [
      ("unix:///var/run/docker.sock", false, "unix:/var/run/docker.sock"),
      ("tcp://host:2376", true, "https://host:2376"),
      ("tcp://host:2375", false, "http://host:2375"), ("tcp://host", true, "https://host:2376"),
      ("tcp://host", false, "http://host:2375"), ("https://host", false, "https://host:2376"),
      ("tcp://[::1]:5", false, "http://[::1]:5"), ("tcp://[::1]", false, "http://[::1]:2375"),
    ])
  func base(text: String, isSecure: Bool, base: String) throws {
    #expect(try #require(EngineAddress(text)).base(isSecure: isSecure) == base)
  }

  @Test(
    "anything else is refused", arguments: ["", "/var/run/docker.sock", "unix://x", "tcp://", "ssh://a", "tcp://a@b:1"])
  func refused(text: String) async {
    #expect(EngineAddress(text) == nil)
    guard !text.isEmpty else { return }
    let error = #expect(throws: PolderError.self) { try EngineAddress.find(text, environment: [:]) }
    #expect(error?.code == .runtimeEngineFailed)
  }

  @Test("the configuration comes before the environment, and that before the usual places")
  func order() throws {
    let environment = ["DOCKER_HOST": "tcp://b:1"]
    #expect(try EngineAddress.find("tcp://a:1", environment: environment).host == "a:1")
    #expect(try EngineAddress.find(nil, environment: environment).host == "b:1")
    #expect(EngineAddress.usual(user: 1_000, runtimeFolder: nil).first == "/run/user/1000/podman/podman.sock")
    #expect(EngineAddress.usual(user: 0, runtimeFolder: "/run/user/0").first == "/var/run/docker.sock")
  }

  @Test("where no engine listens, the error names the places and what to do")
  func noEngine() throws {
    let place = try TemporaryFolder()
    try place.write("no socket", to: "file.sock")
    let places = ["\(place.path)/gone.sock", "\(place.path)/file.sock"]
    let error = try #require(#expect(throws: PolderError.self) { try EngineAddress.first(of: places) })
    #expect(error.code == .runtimeEngineFailed && error.object == places.joined(separator: ", "))
    #expect(error.nextStep?.contains("runtime.container.engine") == true)
  }

  @Test("an account is told to its own registry alone, and never printed")
  func authorization() throws {
    let account = RegistryCredentials(registry: "https://harbor.example/v2", username: "node", password: "s3cret?>")
    let authorization = RegistryAuthorization([account])
    let name = try #require(ImageName("harbor.example/a/b:1"))
    let header = try #require(authorization.headers(for: name).first)
    #expect(header.name == "X-Registry-Auth")
    let text = header.value.replacing("-", with: "+").replacing("_", with: "/")
    let value = try JSONValue(parsing: try #require(Base64.decode(text)))
    #expect(value["username"] == "node")
    #expect(value["password"] == "s3cret?>")
    #expect(value["serveraddress"] == "https://harbor.example/v2")
    for other in ["a/b", "ghcr.io/a/b", "harbor.example.evil/a", "localhost/harbor.example/a"] {
      #expect(authorization.headers(for: try #require(ImageName(other))).isEmpty, "\(other)")
    }
    let hub = RegistryAuthorization([
      RegistryCredentials(registry: "https://index.docker.io/v1/", username: "a", password: "b")
    ])
    #expect(hub.headers(for: try #require(ImageName("a/b"))).count == 1)
    #expect(!"\(account)".contains("s3cret"))
  }
}
