import NIOSSL
import PolderCore
import PolderRealtime
import PolderTesting
import Testing

@Suite("Ways of websockets") struct SocketRouteTests {
  /// The first news of a client on a way; the second too, where it is joined.
  func news(
    _ route: SocketRoute, host: String = "127.0.0.1", port: Int, isSecure: Bool = false
  ) async throws -> [SocketEvent] {
    let options = SocketIOClient.Options(client: .init(reconnects: false), route: route)
    let client = try SocketIOClient(
      endpoint: SocketEndpoint(host: host, port: port, isSecure: isSecure), options: options
    ) { "Bearer token" }
    return await withTaskGroup(of: Void.self) { group in
      group.addTask { await client.run() }
      var news: [SocketEvent] = []
      for await event in client.events {
        news.append(event)
        if news.count == 2 { break }
      }
      client.close()
      return news
    }
  }

  func failure(_ news: [SocketEvent]) -> String? {
    guard news.count == 1, case .connectionFailed(let reason, _)? = news.first else { return nil }
    return reason
  }

  let joined: [SocketEvent] = [.connected(sid: "T"), .event(name: "hello", arguments: [1])]

  @Test("a websocket goes through a proxy, which is told what is for it and nothing else") func throughProxy()
    async throws
  {
    try await WebSocketHouse.run { port in
      try await TunnelProxy.run { proxy in
        let way = SocketRoute.Proxy(host: "127.0.0.1", port: try proxy.port, authorization: "Basic s3cret")
        let news = try await news(SocketRoute(proxy: way), port: port)
        #expect(news == joined)
        let heads = proxy.book.heads
        #expect(
          heads == [
            "CONNECT 127.0.0.1:\(port) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nProxy-Authorization: Basic s3cret\r\n\r\n"
          ])
      }
    }
  }

  @Test("an encrypted one is encrypted to the server, whose authority is in a file", arguments: [true, false])
  func encrypted(trustsSystem: Bool) async throws {
    let folder = try TLSSamples.Folder()
    let file = try folder.write(TLSSamples.stranger + TLSSamples.certificate, "authorities.pem")
    try await WebSocketHouse.run(tls: try TLSSamples.server()) { port in
      var route = SocketRoute(certificateFiles: [file], trustsSystem: trustsSystem)
      let straight = try await news(route, host: "localhost", port: port, isSecure: true)
      #expect(straight == joined)
      try await TunnelProxy.run { proxy in
        route.proxy = SocketRoute.Proxy(host: "127.0.0.1", port: try proxy.port)
        let tunnelled = try await news(route, host: "localhost", port: port, isSecure: true)
        #expect(tunnelled == joined)
        #expect(proxy.book.heads.count == 1)
      }
    }
  }

  @Test("a server whose authority is not trusted gets no word") func untrusted() async throws {
    let folder = try TLSSamples.Folder()
    let file = try folder.write(TLSSamples.stranger, "stranger.pem")
    try await WebSocketHouse.run(tls: try TLSSamples.server()) { port in
      for route in [SocketRoute.direct, SocketRoute(certificateFiles: [file], trustsSystem: false)] {
        let news = try await news(route, host: "localhost", port: port, isSecure: true)
        #expect(failure(news)?.contains("CERTIFICATE_VERIFY_FAILED") == true)
      }
    }
  }

  @Test(
    "a proxy that opens no way is told in words, without what is secret",
    arguments: [("407 Wrong", "user or password"), ("403 Forbidden", "403")])
  func refused(status: String, words: String) async throws {
    try await TunnelProxy.run({ _ in "HTTP/1.1 \(status)\r\nContent-Length: 0\r\n\r\n" }) { proxy in
      let way = SocketRoute.Proxy(host: "127.0.0.1", port: try proxy.port, authorization: "Basic s3cret")
      let news = try await news(SocketRoute(proxy: way), host: "server.example", port: 80)
      let reason = try #require(failure(news))
      #expect(reason.contains(words))
      #expect(!reason.contains("s3cret"))
    }
  }

  @Test("a proxy that closes, is no proxy, or is not there is a failed attempt") func broken() async throws {
    var free = 0
    try await TunnelProxy.run({ _ in "nonsense\r\n\r\n" }) { proxy in
      free = try proxy.port
      let way = SocketRoute.Proxy(host: "127.0.0.1", port: try proxy.port)
      let news = try await news(SocketRoute(proxy: way), host: "server.example", port: 80)
      #expect(failure(news)?.contains("does not answer in HTTP") == true)
    }
    let nobody = try await news(
      SocketRoute(proxy: .init(host: "127.0.0.1", port: free)), host: "server.example", port: 80)
    #expect(failure(nobody)?.contains("can not be reached") == true)
    // The way is asked for, but nobody is at its end.
    try await TunnelProxy.run { proxy in
      let way = SocketRoute.Proxy(host: "127.0.0.1", port: try proxy.port)
      let news = try await news(SocketRoute(proxy: way), port: free)
      #expect(failure(news) != nil)
    }
  }

  @Test("a proxy that says nothing ends with the time for an attempt, and with closing") func silent() async throws {
    try await TunnelProxy.run({ _ in "" }) { proxy in
      let way = SocketRoute.Proxy(host: "127.0.0.1", port: try proxy.port)
      let options = SocketIOClient.Options(
        client: .init(connectTimeout: .milliseconds(300), reconnects: false), route: SocketRoute(proxy: way))
      let client = try SocketIOClient(
        endpoint: SocketEndpoint(host: "server.example", port: 80, isSecure: false), options: options)
      await client.run()
      let news = await client.events.reduce(into: []) { $0.append($1) }
      #expect(failure(news) == "no answer in time")
    }
  }

  @Test("what the proxy wants to know is in no print") func hides() {
    let proxy = SocketRoute.Proxy(host: "::1", port: 8, authorization: "Basic s3cret")
    var dumped = ""
    dump(SocketRoute(proxy: proxy), to: &dumped)
    for text in ["\(proxy)", String(reflecting: proxy), "\(SocketRoute(proxy: proxy))", dumped] {
      #expect(!text.contains("s3cret"))
    }
    #expect(proxy.description == "http://[::1]:8")
  }

  @Test("a file that can not be used is an error that names it", arguments: ["/nowhere/authority.pem", "/"])
  func badFiles(file: String) {
    let options = SocketIOClient.Options(route: SocketRoute(certificateFiles: [file]))
    let error = #expect(throws: PolderError.self) {
      try SocketIOClient(endpoint: SocketEndpoint(host: "h", port: 443, isSecure: true), options: options)
    }
    #expect(error?.code == .realtimeConnect)
    #expect(error?.object == file)
  }
}
