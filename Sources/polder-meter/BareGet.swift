import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import PolderCore

/// The least that gets an answer: the library that the client stands on, set up as the client sets it up.
struct BareGet: Sendable {
  private let library: HTTPClient
  private let url: String
  private let token: String
  private let bytes: Int

  /// Asks for an address.
  /// - Parameters:
  ///   - url: the address
  ///   - token: the token of a session
  ///   - bytes: the size of the answer
  init(url: String, token: String, bytes: Int) {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.httpVersion = .http1Only
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
    library = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    self.url = url
    self.token = token
    self.bytes = bytes
  }

  /// Asks once and takes the whole answer.
  func ask() async throws {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "Authorization", value: "Bearer \(token)")
    let answer = try await library.execute(request, timeout: .seconds(60))
    let body = try await answer.body.collect(upTo: 64 << 20)
    guard answer.status == .ok, body.readableBytes == bytes else {
      throw PolderError(
        "meter-other-answer", "\(answer.status) and \(body.readableBytes) bytes came in place of \(bytes).", object: url
      )
    }
  }

  /// Closes the connections.
  func shutdown() async {
    // Fails only when it is shut down already.
    try? await library.shutdown()
  }
}
