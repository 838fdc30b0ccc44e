import NIOSSL
import PolderCore
import PolderTransport
import PolderTesting
import Testing

@Suite("Trust in certificates")
struct TrustTests {
  private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  private func withServer(
    _ trust: @escaping (TLSSamples.Folder) throws -> CertificateTrust, host: String = "localhost",
    _ body: (HTTPChannel, RawServer) async throws -> Void
  ) async throws {
    let folder = try TLSSamples.Folder()
    let pool = try HTTPPool(
      ConnectionSettings(trust: try trust(folder)), addresses: [host: "127.0.0.1"])
    try await RawServer.run(tls: try TLSSamples.server(), { _ in [.send(Self.answer)] }) { server in
      try await body(try HTTPChannel(base: "https://\(host):\(try server.port)", pool: pool), server)
      await pool.shutdown()
    }
  }

  @Test("An authority of one's own is trusted, beside the system's or in their place", arguments: [true, false])
  func trustsOwnAuthorities(includesSystem: Bool) async throws {
    try await withServer { folder in
      // A file may hold several.
      let file = try folder.write(TLSSamples.stranger + TLSSamples.certificate, "authorities.pem")
      return includesSystem ? .system(andFiles: [file]) : .only(files: [file])
    } _: { channel, _ in
      let answer = try await channel.send(HTTPCall(.get, "/"))
      #expect(answer.text == "ok")
    }
  }

  @Test("A certificate of nobody who is trusted is refused before anything is sent", arguments: [true, false])
  func refusesStrangers(isSystem: Bool) async throws {
    try await withServer { folder in
      isSystem ? .system : .only(files: [try folder.write(TLSSamples.stranger, "stranger.pem")])
    } _: { channel, server in
      let error = await #expect(throws: PolderError.self) {
        try await channel.send(HTTPCall(.get, "/", headers: [("Authorization", "Bearer token")]))
      }
      #expect(error?.code == .transportUntrusted)
      #expect(error?.isSurelyNotSent == true)
      #expect(error?.nextStep?.contains("authority") == true)
    }
  }

  @Test("A certificate for another name is refused")
  func refusesOtherNames() async throws {
    try await withServer(
      { .only(files: [try $0.write(TLSSamples.certificate, "authority.pem")]) }, host: "other.example"
    ) { channel, _ in
      let error = await #expect(throws: PolderError.self) { try await channel.send(HTTPCall(.get, "/")) }
      #expect(error?.code == .transportUntrusted)
    }
  }

  @Test("A server that does not speak https on its port is told as such, with nothing sent")
  func tellsPlainServers() async throws {
    let plain = try await LoopbackServer.start { _ in .answer(200) }
    let channel = try HTTPChannel(base: try plain.base.replacing("http:", with: "https:"))
    let error = await #expect(throws: PolderError.self) { try await channel.send(HTTPCall(.get, "/")) }
    #expect(error?.code == .transportUnreachable)
    #expect(error?.nextStep == "Check that the server speaks https on this port.")
    await channel.shutdown()
    try await plain.stop()
  }
}
