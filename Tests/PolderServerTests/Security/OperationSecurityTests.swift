import HTTPTypes
import HummingbirdTesting
import PolderCore
import PolderHTTP
import PolderSQL
import PolderServer
import PolderService
import Testing

/// Rows of what happened to others, and decided deviations, that concern how a server is run.
struct OperationSecurityTests {
  @Test(
    "CVE-2024-24562: every answer has the headers that browsers heed",
    arguments: [
      "/api/version", "/api/user", "/nosuch", "/robots.txt", "/socket.io/?EIO=4&transport=polling", "/socket.io/",
    ])
  func securityHeaders(path: String) async throws {
    try await EmbeddedServer.run { server in
      let answer = try await server.client.call("GET", path)
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["x-frame-options"] == "DENY")
      #expect(answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'")
      #expect(answer.headers["referrer-policy"] == "no-referrer")
      #expect(answer.headers["cache-control"]?.contains("no-store") == true)
    }
  }

  @Test("CVE-2024-23823, deviation 39: a page of an origin that is not listed is not told that it may read")
  func origins() async throws {
    let house = try await ServerHouse { $0.origins = ["https://ui.example"] }
    let origin = HTTPField.Name.origin
    let listed = try await house.call(.get, "/version", headers: [origin: "https://ui.example"])
    #expect(listed.header("access-control-allow-origin") == "https://ui.example")
    let other = try await house.call(.get, "/version", headers: [origin: "https://evil.example"])
    #expect(other.header("access-control-allow-origin") == nil)
    let preflight = try await house.call(.options, "/user", headers: [origin: "https://evil.example"])
    #expect(preflight.header("access-control-allow-origin") == nil)
  }

  @Test("CVE-2024-23823, deviation 39: credentials go with listed origins only, on sockets too")
  func credentials() async throws {
    try await EmbeddedServer.run({ $0.origins = ["*", "https://ui.example"] }) { server in
      let path = "/socket.io/?EIO=4&transport=polling"
      let listed = try await server.client.call("GET", path, headers: ["Origin": "https://ui.example"])
      #expect(listed.headers["access-control-allow-credentials"] == "true")
      for path in [path, "/api/version"] {
        let other = try await server.client.call("GET", path, headers: ["Origin": "https://evil.example"])
        #expect(other.headers["access-control-allow-credentials"] == nil, "\(path)")
      }
    }
    try await EmbeddedServer.run({ $0.origins = ["https://ui.example"] }) { server in
      let path = "/socket.io/?EIO=4&transport=polling"
      let foreign = try await server.client.call("GET", path, headers: ["Origin": "https://evil.example"])
      let program = try await server.client.call("GET", path)
      #expect(foreign.status == 400 && program.status == 200)
    }
  }

  @Test(
    "CVE-2024-22200: no answer tells the version of any program that it came from",
    arguments: ["/api/user", "/nosuch", "/socket.io/", "/robots.txt"])
  func banner(path: String) async throws {
    try await EmbeddedServer.run { server in
      let answer = try await server.client.call("GET", path)
      #expect(answer.headers["server"] ?? "polder" == "polder")
      #expect(answer.headers["x-powered-by"] == nil && answer.headers["via"] == nil)
      #expect(!answer.text.contains(ServerVersion.polder))
    }
  }

  @Test("CVE-2025-43866, deviation 29: a secret that the server makes has 256 random bits, and no two are alike")
  func generatedSecret() async throws {
    var seen: Set<String> = []
    for _ in 0..<3 {
      let house = try await ServerHouse { $0.tokenSecret = nil }
      let secret = try #require(try await house.text("SELECT value FROM polder_secret WHERE name = 'jwt_secret_key'"))
      #expect(secret.utf8.count == 64 && seen.insert(secret).inserted)
    }
    let made = NewServerConfiguration.makeSecret()
    #expect(made.utf8.count == 64 && seen.insert(made).inserted)
  }

  @Test("CVE-2025-43866, deviation 29: a token signed by another algorithm, or by none, is refused")
  func algorithms() async throws {
    let house = try await ServerHouse()
    let token = house.token(user: UserID(1))
    let payload = token.split(separator: ".")[1]
    for header in [#"{"alg":"none","typ":"JWT"}"#, #"{"alg":"HS512","typ":"JWT"}"#, #"{"alg":"RS256","typ":"JWT"}"#] {
      let forged = "\(Base64.encode(header.utf8).filter { $0 != "=" }).\(payload)."
      let reply = try await house.call(.get, "/user/1", token: forged)
      #expect((reply.status.code, reply.message) == (422, "The specified alg value is not allowed"), "\(header)")
    }
  }

  @Test("a flood of wrong passwords from one address is stopped with 429, and nobody else is")
  func loginFlood() async throws {
    // The clock stands, so that however long a login takes no attempt comes back.
    let clock = ManualClock()
    try await EmbeddedServer.run(
      { settings in
        settings.attemptsPerMinute = 4
        settings.proxies = TrustedProxies([try #require(NetworkRange("127.0.0.0/8"))])
      }, now: { clock.now }
    ) { server in
      let attacker = ["X-Forwarded-For": "198.51.100.7"]
      for _ in 0..<4 { #expect(try await server.client.logIn("x", "wrong", headers: attacker).status == 401) }
      let refused = try await server.client.logIn("x", "wrong", headers: attacker)
      #expect(refused.status == 429 && refused.json?["msg"]?.string != nil)
      #expect(refused.headers["retry-after"] == "15")
      // Neither another client of the same proxy, nor anything but logins of the attacker.
      #expect(try await server.client.logIn("root", "root", headers: ["X-Forwarded-For": "198.51.100.8"]).status == 200)
      #expect(try await server.client.call("GET", "/api/version", headers: attacker).status == 200)
      clock.advance(.seconds(15))
      #expect(try await server.client.logIn("x", "wrong", headers: attacker).status == 401)
      #expect(try await server.client.logIn("x", "wrong", headers: attacker).status == 429)
    }
  }

  @Test("a header that names an address is not believed from whom no proxy is trusted")
  func forgedAddress() async throws {
    let clock = ManualClock()
    try await EmbeddedServer.run({ $0.attemptsPerMinute = 3 }, now: { clock.now }) { server in
      for index in 0..<3 { _ = try await server.client.logIn("x", "y", headers: ["X-Forwarded-For": "1.1.1.\(index)"]) }
      #expect(try await server.client.logIn("x", "y", headers: ["X-Forwarded-For": "1.1.1.9"]).status == 429)
    }
  }

  @Test("deviation 39: what is too large, too deep or compressed is refused with its own status")
  func bounds() async throws {
    try await EmbeddedServer.run({ $0.bodyLimit = 10_000 }) { server in
      let client = server.client
      let tokens = try await client.logIn("root", "root")
      let token = try #require(tokens.json?["access_token"]?.string)
      let headers = ["Authorization": "Bearer \(token)"]
      let large: JSONValue = ["name": .string(String(repeating: "x", count: 20_000))]
      #expect(try await client.call("POST", "/api/organization", large, headers: headers).status == 413)
      var deep: JSONValue = 1
      for _ in 0..<200 { deep = [deep] }
      #expect(try await client.call("POST", "/api/organization", ["name": deep], headers: headers).status == 400)
      let compressed = headers.merging(["Content-Encoding": "gzip"]) { $1 }
      #expect(try await client.call("POST", "/api/organization", ["name": "a"], headers: compressed).status == 415)
      let target = "/api/organization?name=" + String(repeating: "x", count: 20_000)
      #expect(try await client.call("GET", target, headers: headers).status == 414)
      let wide = headers.merging(["X-Wide": String(repeating: "x", count: 40_000)]) { $1 }
      #expect(try await client.call("GET", "/api/organization", headers: wide).status == 431)
    }
  }
}
