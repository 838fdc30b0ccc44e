import PolderCore
import PolderTransport
import PolderTesting
import Testing

@Suite("Settings of connections")
struct ConnectionSettingsTests {
  private func proxies(_ environment: [String: String]) throws -> [String] {
    let settings = try ConnectionSettings(environment: environment)
    return [true, false].map {
      settings.proxy(forHost: "server.example", port: 443, isSecure: $0)?.description ?? "none"
    }
  }

  @Test(
    "Variables name the proxies for https and http; lower case comes first, and empty is none",
    arguments: [
      ([:], ["none", "none"]),
      (["HTTPS_PROXY": "http://a:1"], ["http://a:1", "none"]),
      (["http_proxy": "http://b:2", "HTTPS_PROXY": "a:1"], ["http://a:1", "http://b:2"]),
      (["ALL_PROXY": "http://c:3"], ["http://c:3", "http://c:3"]),
      (["all_proxy": "http://c:3", "HTTP_PROXY": "http://b:2"], ["http://c:3", "http://b:2"]),
      (["HTTPS_PROXY": "http://a:1", "https_proxy": "http://d:4"], ["http://d:4", "none"]),
      (["HTTPS_PROXY": "http://a:1", "https_proxy": "", "ALL_PROXY": "http://c:3"], ["none", "http://c:3"]),
      (["HTTPS_PROXY": "http://a:1", "NO_PROXY": "server.example"], ["none", "none"]),
      (["HTTPS_PROXY": "http://a:1", "NO_PROXY": "*", "no_proxy": "other"], ["http://a:1", "none"]),
    ] as [([String: String], [String])])
  func readsProxies(environment: [String: String], expected: [String]) throws {
    #expect(try proxies(environment) == expected)
  }

  @Test("With variables this machine is reached without a proxy")
  func leavesThisMachineAlone() throws {
    let settings = try ConnectionSettings(environment: ["ALL_PROXY": "http://c:3", "NO_PROXY": "x"])
    #expect(settings.proxy(forHost: "localhost", port: 7_601, isSecure: false) == nil)
  }

  @Test("A variable that can not be used is an error that names it, and no password")
  func refusesBadProxies() {
    for name in ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"] {
      let error = #expect(throws: PolderError.self) {
        try ConnectionSettings(environment: [name: "socks5://ada:s3cret@host"])
      }
      #expect(error?.code == .transportBadSettings)
      #expect(error?.message.hasPrefix("\(name) can not be used: ") == true)
      #expect(error?.description.contains("s3cret") == false)
    }
  }

  @Test("The first variable that names certificates holds, in place of the system's")
  func readsCertificates() throws {
    let folder = try TLSSamples.Folder()
    let (one, two) = (
      try folder.write(TLSSamples.certificate, "one.pem"), try folder.write(TLSSamples.stranger, "two.pem")
    )
    #expect(try ConnectionSettings(environment: [:]).trust == .system)
    #expect(try ConnectionSettings(environment: ["SSL_CERT_FILE": ""]).trust == .system)
    #expect(try ConnectionSettings(environment: ["SSL_CERT_FILE": one]).trust == .only(files: [one]))
    let both = try ConnectionSettings(environment: ["SSL_CERT_FILE": one, "REQUESTS_CA_BUNDLE": two])
    #expect(both.trust == .only(files: [two]))
  }

  @Test("A file of certificates that can not be used is an error that names variable and file")
  func refusesBadCertificates() throws {
    let folder = try TLSSamples.Folder()
    let files = [
      folder.path + "/none", folder.path, try folder.write("nonsense", "nonsense.pem"),
      try folder.write("", "empty.pem"),
      try folder.write(TLSSamples.privateKey, "key.pem"),
    ]
    for file in files {
      let error = #expect(throws: PolderError.self) { try ConnectionSettings(environment: ["SSL_CERT_FILE": file]) }
      #expect(error?.code == .transportBadSettings)
      #expect(error?.message.hasPrefix("SSL_CERT_FILE names a file") == true)
      #expect(error?.object == file)
      #expect(throws: PolderError.self) {
        try HTTPPool(ConnectionSettings(trust: .system(andFiles: [file])))
      }
    }
    #expect(throws: PolderError.self) { try HTTPPool(ConnectionSettings(trust: .only(files: []))) }
  }
}
