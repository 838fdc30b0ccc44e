import CShim
import Glibc

/// One connection of the algorithm: its requests, one after the other.
struct ClientSession: ~Copyable {
  private var client: ByteStream
  private let settings: RelaySettings
  private var reserved = 0

  init(_ socket: consuming Descriptor, _ settings: RelaySettings) {
    client = ByteStream(socket)
    self.settings = settings
  }

  mutating func serve() {
    client.boundWrites(to: 300)
    do {
      while let request = try readHead() {
        let body = try readBody(of: request)
        defer { release() }
        let exchange = Exchange(request: request, body: body, settings: settings)
        guard try exchange.run(client: &client) else { return }
      }
    } catch let refusal as PlainRefusal {
      // Whoever does not read the refusal has gone; there is nothing more to do for it.
      try? client.write(PlainAnswer(status: refusal.status, message: refusal.message).bytes)
      client.endPolitely()
    } catch {
      // The client is gone or silent; closing is all that is left.
    }
    release()
  }

  private mutating func release() {
    settings.budget.give(reserved)
    reserved = 0
  }

  private mutating func readHead() throws -> RequestHead? {
    while true {
      // Empty lines before a request are to be ignored (RFC 9112, 2.2).
      while client.ahead.starts(with: [0x0D, 0x0A]) { _ = client.take(2) }
      if let length = MessageHead.length(in: client.ahead) {
        guard length <= MessageHead.mostBytes else { throw Self.headTooLong }
        do throws(HTTPProblem) {
          return try RequestHead(MessageHead(client.take(length)))
        } catch {
          throw PlainRefusal(error)
        }
      }
      guard client.ahead.count <= MessageHead.mostBytes else { throw Self.headTooLong }
      guard try client.fill(within: .seconds(120)) else { return nil }
    }
  }

  private static let headTooLong = PlainRefusal(status: 431, message: "the head of the request is over 64 KiB")

  private mutating func readBody(of request: RequestHead) throws -> [UInt8] {
    guard request.body != .none else { return [] }
    if case .length(let length) = request.body { try reserve(length) }
    if request.wantsContinue { try client.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
    var body: [UInt8] = []
    switch request.body {
    case .none:
      break
    case .length(let length):
      body.reserveCapacity(length)
      while true {
        body += client.take(length - body.count)
        if body.count == length { break }
        guard try client.fill(within: .seconds(300)) else { throw StreamProblem.broken }
      }
    case .chunked:
      var decoder = ChunkDecoder()
      while true {
        do throws(HTTPProblem) {
          _ = client.take(try decoder.feed(client.ahead, into: &body))
        } catch {
          throw PlainRefusal(error)
        }
        if body.count > reserved { try reserve(body.count - reserved) }
        if decoder.isComplete { break }
        guard try client.fill(within: .seconds(300)) else { throw StreamProblem.broken }
      }
    }
    return body
  }

  private mutating func reserve(_ bytes: Int) throws {
    guard bytes + reserved <= settings.maxBody else {
      throw PlainRefusal(status: 413, message: "the body of the request is over \(settings.maxBody) bytes")
    }
    guard settings.budget.take(bytes) else {
      throw PlainRefusal(status: 503, message: "too many large requests at the same time")
    }
    reserved += bytes
  }
}
