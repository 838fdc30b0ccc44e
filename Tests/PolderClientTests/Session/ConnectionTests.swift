import PolderCore
import PolderRealtime
import Testing

@testable import PolderClient
@testable import PolderTransport

@Suite("Connections of a client")
struct ConnectionTests {
  @Test("Events go through the proxy of the other connections, and trust whom they trust")
  func leadsSockets() throws {
    var settings = ConnectionSettings(
      proxy: ProxyAddress(host: "proxy.example", port: 3_128, user: "ada", password: "p"),
      trust: .only(files: ["/etc/ca.pem"]))
    settings.plainProxy = nil
    let secure = SocketRoute(settings, to: try SocketEndpoint(url: "https://server.example"))
    #expect(secure.proxy?.host == "proxy.example")
    #expect(secure.proxy?.port == 3_128)
    #expect(secure.proxy?.authorization == "Basic \(Base64.encode("ada:p".utf8))")
    #expect(secure.certificateFiles == ["/etc/ca.pem"])
    #expect(!secure.trustsSystem)
    let plain = SocketRoute(settings, to: try SocketEndpoint(url: "http://server.example"))
    #expect(plain.proxy == nil)
    #expect(SocketRoute(ConnectionSettings(), to: try SocketEndpoint(url: "https://s")) == .direct)
  }

  @Test("A client keeps the settings of its pool")
  func keepsSettings() async throws {
    let settings = ConnectionSettings(proxy: ProxyAddress(host: "proxy.example", port: 3_128))
    let client = try UserClient(server: "https://server.example", pool: try HTTPPool(settings))
    #expect(client.session.settings == settings)
    await client.shutdown()
  }

  @Test("A client waits for an answer as long as it is told, a minute unless told")
  func keepsItsPatience() async throws {
    for (timeout, expected) in [(nil, .seconds(60)), (.seconds(900), .seconds(900))] as [(Duration?, Duration)] {
      for client in [
        try UserClient(server: "https://server.example", timeout: timeout),
        try UserClient(host: "https://server.example", port: 443, timeout: timeout),
      ] {
        #expect((client.session.channel as? HTTPChannel)?.timeout == expected)
        await client.shutdown()
      }
    }
  }

  @Test("The address of an endpoint of a store needs one that was chosen")
  func generatesPaths() async throws {
    let api = FakeAPI([:], otherwise: AnyReply.to)
    let client = try await UserClient.loggedIn(api)
    #expect(try client.generatePath(to: "task", isForAlgorithmStore: false) == "http://h:5000/api/task")
    let error = #expect(throws: PolderError.self) {
      try client.generatePath(to: "algorithm", isForAlgorithmStore: true)
    }
    #expect(error?.code == "client-no-store")
    try await client.store.set(9)
    #expect(try client.generatePath(to: "/algorithm", isForAlgorithmStore: true) == "http://store/api/algorithm")
  }

  @Test("Work at once is bounded, keeps its order, and ends with the first failure")
  func worksAtOnce() async throws {
    struct Failure: Error {}
    let numbers = Array(0..<100)
    #expect(try await numbers.map(atOnce: 7) { $0 * 2 } == numbers.map { $0 * 2 })
    #expect(try await [Int]().map(atOnce: 3) { $0 }.isEmpty)
    await #expect(throws: Failure.self) {
      try await numbers.map(atOnce: 7) { number -> Int in
        if number == 50 { throw Failure() }
        return number
      }
    }
    let gate = PauseGate()
    async let all = numbers.prefix(5).map(atOnce: 2) { number -> Int in
      try await gate.wait(.seconds(number))
      return number
    }
    for _ in 0..<5 { gate.pass() }
    #expect(try await all == [0, 1, 2, 3, 4])
  }
}
