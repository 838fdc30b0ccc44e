import CShim
import Glibc

/// One request on its way to the node and its answer on the way back. Until the first byte of an answer was passed on, the
/// request is sent again whenever the node goes away.
struct Exchange {
  /// Answers up to this size are read whole before any byte is passed on, so that they survive the node's death as well.
  static let wholeAnswer = 256 << 10

  let request: RequestHead
  let settings: RelaySettings
  private let message: [UInt8]
  private let body: [UInt8]

  init(request: RequestHead, body: [UInt8], settings: RelaySettings) {
    self.request = request
    self.body = body
    self.settings = settings
    message = request.forwarded(bodyBytes: body.count, key: request.needsKey ? Self.freshKey() : nil)
  }

  private static func freshKey() -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    shim_random(&bytes, bytes.count)
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Whether the client's connection can carry another request.
  func run(client: inout ByteStream) throws -> Bool {
    if request.method == "CONNECT" { throw PlainRefusal(status: 501, message: "CONNECT is not spoken here") }
    var backoff = Backoff(hold: settings.hold, now: Clock.now)
    while true {
      if var upstream = settings.connect(), let answer = try answer(&upstream, client.number) {
        return try pass(answer, &upstream, &client)
      }
      guard let pause = backoff.pause(at: Clock.now) else {
        throw PlainRefusal(status: 504, message: "the node did not answer within the time a request may be held")
      }
      try wait(pause, client.number)
    }
  }

  /// Sends the request and reads the answer's head, and its body if it is short; nil if the node went away meanwhile.
  private func answer(_ upstream: inout ByteStream, _ client: Int32) throws -> ResponseHead? {
    do {
      do throws(StreamProblem) {
        try upstream.write(message)
        try upstream.write(body)
      } catch {
        // It may have answered without reading everything, so look for an answer all the same.
      }
      while true {
        let response = try responseHead(&upstream, client)
        if response.status == 101 { throw PlainRefusal(status: 502, message: "the node changed the protocol") }
        if response.status < 200 { continue }
        if case .length(let length) = response.body, length <= Self.wholeAnswer {
          while upstream.ahead.count < length {
            guard try upstream.fill(within: nil, watching: client) else { return nil }
          }
        }
        return response
      }
    } catch StreamProblem.broken {
      return nil
    }
  }

  private func responseHead(_ upstream: inout ByteStream, _ client: Int32) throws -> ResponseHead {
    while true {
      if let length = MessageHead.length(in: upstream.ahead) {
        do throws(HTTPProblem) {
          return try ResponseHead(MessageHead(upstream.take(length)), to: request.method)
        } catch {
          throw PlainRefusal(status: 502, message: "the node's answer can not be understood")
        }
      }
      guard upstream.ahead.count <= MessageHead.mostBytes else {
        throw PlainRefusal(status: 502, message: "the head of the node's answer is over 64 KiB")
      }
      guard try upstream.fill(within: nil, watching: client) else { throw StreamProblem.broken }
    }
  }

  /// Waits while the node is away, but not longer than the client does.
  private func wait(_ pause: Duration, _ client: Int32) throws(StreamProblem) {
    var polled = pollfd(fd: client, events: Int16(shim_poll_hangup), revents: 0)
    guard poll(&polled, 1, Int32(clamping: pause.wholeMilliseconds)) <= 0 else { throw .abandoned }
  }
}
