import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import PolderCore
import PolderHTTP
import Testing

struct TLSServerTests {
  private static let now = Timestamp(seconds: 1_800_000_000)

  /// A server with the sample certificate, and the folder of its files.
  private func serve(
    _ body: @escaping @Sendable (Int, TLSIdentity, TLSSamples.Folder) async throws -> Void
  ) async throws {
    let folder = try TLSSamples.Folder()
    let identity = try TLSIdentity(
      TLSFiles(
        certificate: try folder.write(TLSSamples.certificate, "certificate.pem"),
        privateKey: try folder.write(TLSSamples.privateKey, "key.pem")), at: Self.now)
    let router = Router()
    router.get("plain") { _, _ in "plain" }
    let hub = SocketHub()
    var logger = Logger(label: "tls-tests")
    logger.logLevel = .critical
    let application = Application(
      responder: router.buildResponder(),
      server: RealtimeServerBuilder(hub: hub, delegate: RecordingDelegate(hub: hub)).server(tls: identity),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: logger)
    try await application.test(.live) { client in
      try await body(try #require(client.port), identity, folder)
      await hub.shutdown()
    }
  }

  /// Connects by TLS, trusting one certificate alone.
  private func connect<Value: Sendable>(
    _ port: Int, trusting certificate: String, _ body: @Sendable (RawConnection) async throws -> Value
  ) async throws -> Value {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .certificates([
      try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem)
    ])
    configuration.certificateVerification = .noHostnameVerification
    let context = try NIOSSLContext(configuration: configuration)
    return try await RawConnection.with(
      port: port, before: { try NIOSSLClientHandler(context: context, serverHostname: nil) }, body)
  }

  @Test("requests and websockets go over one encrypted port")
  func encrypted() async throws {
    try await serve { port, _, _ in
      try await connect(port, trusting: TLSSamples.certificate) { connection in
        for _ in 0..<2 { #expect(try await connection.call("GET", "/plain").body == "plain") }
        let opened = try await connection.call("GET", "/socket.io/?EIO=4&transport=polling")
        #expect(opened.status == 200 && opened.body.hasPrefix("0{"))
      }
      try await connect(port, trusting: TLSSamples.certificate) { connection in
        let answer = try await connection.upgrade("/socket.io/?EIO=4&transport=websocket")
        #expect(answer.status == 101)
        #expect(await connection.text()?.hasPrefix("0{") == true)
      }
    }
  }

  @Test("who speaks plain HTTP gets nothing")
  func plain() async throws {
    try await serve { port, _, _ in
      try await RawConnection.with(port: port) { connection in
        try await connection.send("GET", "/plain")
        #expect(!String(decoding: await connection.closed(), as: UTF8.self).contains("plain"))
      }
    }
  }

  @Test("a reloaded certificate is shown to new connections; those that are there go on with the old one")
  func reload() async throws {
    try await serve { port, identity, folder in
      try await connect(port, trusting: TLSSamples.certificate) { old in
        #expect(try await old.call("GET", "/plain").status == 200)
        try folder.write(TLSSamples.otherCertificate, "certificate.pem")
        try folder.write(TLSSamples.otherPrivateKey, "key.pem")
        try identity.reload(at: Self.now)
        try await connect(port, trusting: TLSSamples.otherCertificate) { new in
          let status = try await new.call("GET", "/plain").status
          #expect(status == 200)
        }
        await #expect(throws: (any Error).self) {
          try await connect(port, trusting: TLSSamples.certificate) { _ = try await $0.call("GET", "/plain") }
        }
        #expect(try await old.call("GET", "/plain").status == 200)
      }
    }
  }

  @Test("files that can not be used leave the former certificate in force")
  func badReload() async throws {
    try await serve { port, identity, folder in
      try folder.write(TLSSamples.otherCertificate, "certificate.pem")
      #expect(throws: PolderError.self) { try identity.reload(at: Self.now) }
      try folder.write(TLSSamples.expired, "certificate.pem")
      #expect(throws: PolderError.self) { try identity.reload(at: Self.now) }
      try await connect(port, trusting: TLSSamples.certificate) { connection in
        let status = try await connection.call("GET", "/plain").status
        #expect(status == 200)
      }
    }
  }
}
