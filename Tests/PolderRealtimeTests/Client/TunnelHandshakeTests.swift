import Testing

@testable import PolderRealtime

@Suite("Words with a proxy") struct TunnelHandshakeTests {
  typealias Outcome = TunnelHandshake.Outcome

  func take(_ pieces: [String]) -> Outcome {
    var handshake = TunnelHandshake()
    var outcome = Outcome.waiting
    for piece in pieces where outcome == .waiting { outcome = handshake.take(piece.utf8) }
    return outcome
  }

  @Test("it asks for the server by name and port, with what the proxy wants to know") func asks() {
    #expect(
      TunnelHandshake.request(host: "server.example", port: 443, authorization: "Basic eA==")
        == "CONNECT server.example:443 HTTP/1.1\r\nHost: server.example:443\r\nProxy-Authorization: Basic eA==\r\n\r\n")
    #expect(
      TunnelHandshake.request(host: "::1", port: 80, authorization: nil)
        == "CONNECT [::1]:80 HTTP/1.1\r\nHost: [::1]:80\r\n\r\n")
  }

  @Test("a field that would end its line is not sent", arguments: ["a\r\nX: b", "a\nb", "a\u{0}", "é"])
  func refusesSplitFields(authorization: String) {
    let request = TunnelHandshake.request(host: "h", port: 1, authorization: authorization)
    #expect(request == "CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n")
  }

  @Test(
    "the way is open with any 2xx, and what follows belongs to the server",
    arguments: [
      ("HTTP/1.1 200 Connection established\r\n\r\n", ""), ("HTTP/1.0 200 OK\r\nVia: x\r\n\r\nabc", "abc"),
      ("HTTP/1.1 299\r\n\r\n\r\n\r\n", "\r\n\r\n"),
    ])
  func opens(answer: String, rest: String) {
    #expect(take([answer]) == .open(rest: Array(rest.utf8)))
    // Byte by byte it ends with the empty line.
    #expect(take(answer.dropLast(rest.count).map { String($0) }) == .open(rest: []))
  }

  @Test(
    "any other answer is a refusal in words",
    arguments: [
      ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "user or password"),
      ("HTTP/1.1 403 Forbidden\r\n\r\n", "403"), ("HTTP/1.1 502 Bad\r\n\r\n", "502"), ("HTTP/1.1 100\r\n\r\n", "100"),
      ("SSH-2.0-x\r\n\r\n", "HTTP"), ("HTTP/1.1\r\n\r\n", "HTTP"), ("HTTP/1.1 20x OK\r\n\r\n", "HTTP"),
      ("HTTP/2 200\r\n\r\n", "HTTP"), ("\r\n\r\n", "HTTP"), ("HTTP/1.1 2000\r\n\r\n", "HTTP"),
    ])
  func refuses(answer: String, words: String) {
    guard case .refused(let reason) = take([answer]) else {
      Issue.record("not refused")
      return
    }
    #expect(reason.contains(words))
  }

  @Test("an answer without an end is refused at the bound") func bound() {
    var handshake = TunnelHandshake()
    var taken = 0
    var outcome = Outcome.waiting
    while outcome == .waiting, taken < 1 << 20 {
      outcome = handshake.take(String(repeating: "a", count: 1_000).utf8)
      taken += 1_000
    }
    #expect(outcome == .refused("the proxy's answer is too long"))
    #expect(taken <= TunnelHandshake.limit + 1_000)
    var atOnce = TunnelHandshake()
    let long = "HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: TunnelHandshake.limit))\r\n\r\n"
    #expect(atOnce.take(long.utf8) == .refused("the proxy's answer is too long"))
  }

  @Test("noise never stops it, and never opens a way", arguments: 1...50 as ClosedRange<UInt64>)
  func noiseIsRefused(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var handshake = TunnelHandshake()
    for _ in 0..<40 {
      if case .open = handshake.take(noise(200, using: &generator)) { Issue.record("noise opened a way") }
    }
  }
}
