import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import PolderCore

/// Carries calls to one base address over shared connections, bounded in time and size, without following redirects.
public struct HTTPChannel: HTTPCaller {
  /// The address that all calls are relative to.
  public var base: String { address.shown }

  let timeout: Duration
  private let address: HTTPBase
  private let pool: HTTPPool
  private let headers: [(name: String, value: String)]
  private let maximumReplyBytes: Int

  /// A channel to an address.
  /// - Parameters:
  ///   - base: `http://host[:port][/prefix]`, `https://…`, `http+unix://%2Fsocket[/prefix]` or `unix:/path/of/socket`
  ///   - pool: the connections to use; a new pool unless given
  ///   - headers: fields that every call carries, unless it has one of the same name
  ///   - timeout: the time until an answer has to be complete, unless the call says otherwise
  ///   - maximumReplyBytes: the largest body of an answer, in bytes
  /// - Throws: `PolderError` `transport-bad-address`
  public init(
    base: String, pool: HTTPPool = HTTPPool(), headers: [(name: String, value: String)] = [],
    timeout: Duration = .seconds(60), maximumReplyBytes: Int = 64 * 1024 * 1024
  ) throws {
    address = try HTTPBase(base)
    self.pool = pool
    self.headers = headers
    self.timeout = timeout
    self.maximumReplyBytes = maximumReplyBytes
  }

  /// A channel to another address over the same connections and with the same bounds, without the header fields.
  /// - Parameter base: the address
  /// - Returns: the channel
  /// - Throws: `PolderError` `transport-bad-address`
  public func leading(to base: String) throws -> HTTPChannel {
    try HTTPChannel(base: base, pool: pool, timeout: timeout, maximumReplyBytes: maximumReplyBytes)
  }

  /// Carries a call and gives the whole answer, whatever its status.
  /// - Throws: `PolderError` with a `transport-…` code when there is no answer, `CancellationError` when cancelled.
  public func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    let limit = call.timeout ?? timeout
    let request = request(for: call)
    // The client's own deadline ends with the head of the answer; this one covers the body too.
    return try await withThrowingTaskGroup(of: HTTPAnswer?.self) { group in
      group.addTask { try await exchange(request, call, limit) }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let answer = first else {
        throw PolderError(
          .transportTimeout, "No complete answer came within \(limit).", object: shown(call),
          nextStep: "The other side may have received the request; look before repeating it.")
      }
      return answer
    }
  }

  /// Closes the connections of the channel's pool, and with them those of every channel that shares it.
  public func shutdown() async { await pool.shutdown() }

  private func exchange(_ request: HTTPClientRequest, _ call: HTTPCall, _ limit: Duration) async throws -> HTTPAnswer {
    do {
      let client = pool.client(for: address)
      return try await whole(try await client.execute(request, timeout: TimeAmount(limit) + .seconds(1)), call)
    } catch {
      throw failure(error, call)
    }
  }

  /// Sends a request and gives the answer once its head is there; its end is whoever waits for it to judge.
  func open(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
    try await pool.client(for: address).execute(request, deadline: .distantFuture)
  }

  /// Reads an answer to its end, within the bounds of the channel.
  func whole(
    _ response: HTTPClientResponse, _ call: HTTPCall, heard: @Sendable () -> Void = {}
  ) async throws -> HTTPAnswer {
    var body: [UInt8] = []
    if let declared = response.headers.first(name: "content-length").flatMap({ Int($0) }), call.method != .head {
      guard declared <= maximumReplyBytes else { throw tooLarge(call) }
      body.reserveCapacity(max(declared, 0))
    }
    for try await part in response.body {
      heard()
      guard body.count + part.readableBytes <= maximumReplyBytes else { throw tooLarge(call) }
      body.append(contentsOf: part.readableBytesView)
    }
    return HTTPAnswer(
      status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) }, body: body)
  }

  /// What a failure of the client underneath is called here.
  func failure(_ error: any Error, _ call: HTTPCall) -> any Error {
    if Task.isCancelled { return CancellationError() }
    return error as? PolderError ?? TransportFailure.polderError(for: error, object: shown(call))
  }

  func request(for call: HTTPCall) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: address.text + call.target)
    request.method = HTTPMethod(rawValue: call.method.rawValue)
    for header in call.headers { request.headers.add(name: header.name, value: header.value) }
    for header in headers where !request.headers.contains(name: header.name) {
      request.headers.add(name: header.name, value: header.value)
    }
    if let body = call.body { request.body = .bytes(ByteBuffer(bytes: body)) }
    return request
  }

  private func tooLarge(_ call: HTTPCall) -> PolderError {
    PolderError(
      .transportReplyTooLarge, "The answer is larger than \(maximumReplyBytes) bytes.", object: shown(call),
      nextStep: "Ask for fewer rows at a time.")
  }

  /// The query stays out: it may hold what does not belong into messages.
  func shown(_ call: HTTPCall) -> String { "\(call.method.rawValue) \(address.shown)\(call.path)" }
}
