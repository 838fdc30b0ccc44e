import NIOSSL
import PolderCore
import PolderTransport
import PolderTesting
import Testing

@Suite("Connections through a proxy")
struct ProxyTests {
  private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  private func pool(
    _ proxy: TunnelProxy, user: String? = nil, password: String = "", bypass: String = "",
    trust: CertificateTrust = .system
  ) throws -> HTTPPool {
    let address = ProxyAddress(host: "127.0.0.1", port: try proxy.port, user: user, password: password)
    let settings = ConnectionSettings(
      proxy: address, bypass: ProxyBypass(text: bypass, includesThisMachine: false), trust: trust)
    return try HTTPPool(settings, addresses: ["localhost": "127.0.0.1"])
  }

  @Test("A call goes through the proxy, which is told user and password; the server is not")
  func goesThrough() async throws {
    try await RawServer.run({ _ in [.send(Self.answer)] }) { server in
      try await TunnelProxy.run { proxy in
        let channel = try HTTPChannel(
          base: try server.base, pool: try pool(proxy, user: "ada", password: "s3cret"),
          headers: [("Authorization", "Bearer token")])
        #expect(try await channel.send(HTTPCall(.get, "/x")).text == "ok")
        let heads = proxy.book.heads
        #expect(heads.count == 1)
        let port = try server.port
        #expect(heads.first?.hasPrefix("CONNECT 127.0.0.1:\(port) HTTP/1.1\r\n") == true)
        let credentials = Base64.encode("ada:s3cret".utf8)
        #expect(heads.first?.contains("proxy-authorization: Basic \(credentials)\r\n") == true)
        #expect(heads.first?.contains("token") == false, "what is for the server is not for the proxy")
        let head = await server.next { if case .asked(let head) = $0 { head } else { nil } }
        #expect(head?.contains("Bearer token") == true)
        #expect(head?.lowercased().contains("proxy-authorization") == false)
        await channel.shutdown()
      }
    }
  }

  @Test("Streams go through it too, in both directions")
  func carriesStreams() async throws {
    let server = try await LoopbackServer.start { .answer(200, [], $0.body) }
    try await TunnelProxy.run { proxy in
      let channel = try HTTPChannel(base: try server.base, pool: try pool(proxy))
      let body = Pieces([UInt8](repeating: 7, count: 100_000), times: 10)
      #expect(try await channel.upload(HTTPCall(.post, "/"), body: body, length: nil).body.count == 1_000_000)
      let status = try await channel.download(HTTPCall(.get, "/")) { head, _ in head.status }
      #expect(status == 200)
      #expect(!proxy.book.heads.isEmpty)
      await channel.shutdown()
    }
    try await server.stop()
  }

  @Test("An encrypted connection is encrypted to the server, not to the proxy")
  func encryptsToTheServer() async throws {
    let folder = try TLSSamples.Folder()
    let file = try folder.write(TLSSamples.certificate, "authority.pem")
    try await RawServer.run(tls: try TLSSamples.server(), { _ in [.send(Self.answer)] }) { server in
      try await TunnelProxy.run { proxy in
        let pool = try pool(proxy, trust: .only(files: [file]))
        let channel = try HTTPChannel(base: "https://localhost:\(try server.port)", pool: pool)
        #expect(try await channel.send(HTTPCall(.get, "/secret")).text == "ok")
        #expect(proxy.book.heads.count == 1)
        #expect(proxy.book.heads.allSatisfy { !$0.contains("secret") })
        await channel.shutdown()
      }
    }
  }

  @Test("Hosts that are told to be reached straight are, and sockets of this machine always")
  func bypasses() async throws {
    let server = try await LoopbackServer.start { _ in .answer(200) }
    let path = "/tmp/polder-\(UInt64.random(in: 0 ... .max)).sock"
    let local = try await LoopbackServer.start(socket: path) { _ in .answer(200) }
    try await TunnelProxy.run { proxy in
      let pool = try pool(proxy, bypass: "127.0.0.0/8")
      for base in [try server.base, "unix:\(path)"] {
        let channel = try HTTPChannel(base: base, pool: pool)
        #expect(try await channel.send(HTTPCall(.get, "/")).status == 200)
      }
      #expect(proxy.book.heads.isEmpty)
      await pool.shutdown()
    }
    try await server.stop()
    try await local.stop()
  }

  @Test(
    "A proxy that opens no way is told, with nothing sent",
    arguments: [
      ("407 Proxy Authentication Required", PolderError.Code.transportProxyRefused),
      ("403 Forbidden", .transportUnreachable),
      ("502 Bad Gateway", .transportUnreachable),
    ])
  func tellsRefusals(status: String, code: PolderError.Code) async throws {
    try await TunnelProxy.run({ _ in "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n" }) { proxy in
      let channel = try HTTPChannel(
        base: "http://server.example/api", pool: try pool(proxy, user: "ada", password: "s3cret"))
      let error = await #expect(throws: PolderError.self) { try await channel.send(HTTPCall(.post, "/task")) }
      #expect(error?.code == code)
      #expect(error?.isSurelyNotSent == true)
      #expect(error?.message.contains("proxy") == true)
      #expect(error?.description.contains("s3cret") == false)
      await channel.shutdown()
    }
  }

  @Test("A proxy that is not there is told as unreachable")
  func tellsMissingProxies() async throws {
    let server = try await LoopbackServer.start { _ in .close }
    let settings = ConnectionSettings(proxy: ProxyAddress(host: "127.0.0.1", port: try server.port))
    try await server.stop()
    let channel = try HTTPChannel(base: "http://server.example", pool: try HTTPPool(settings))
    let error = await #expect(throws: PolderError.self) { try await channel.send(HTTPCall(.get, "/")) }
    #expect(error?.code == .transportUnreachable)
    await channel.shutdown()
  }
}
