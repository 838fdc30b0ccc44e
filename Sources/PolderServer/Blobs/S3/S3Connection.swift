import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import PolderCore
import PolderService

/// Sends signed requests to a bucket, without redirects.
final class S3Connection: Sendable {
  private let settings: S3Settings
  private let signer: S3Signer
  private let client: HTTPClient

  init(_ settings: S3Settings) {
    self.settings = settings
    signer = S3Signer(credentials: settings.credentials, region: settings.region)
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.decompression = .disabled
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = .seconds(10)
    configuration.timeout.read = .seconds(120)
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  deinit { client.shutdown { _ in } }

  /// What came back, its body still to be read.
  func send(
    _ method: HTTPMethod, _ key: String, query: [(String, String)] = [], body: ByteBuffer? = nil
  ) async throws -> HTTPClientResponse {
    let payload = (body ?? ByteBuffer()).withUnsafeReadableBytes { S3Signer.hash($0) }
    let path = settings.path + key
    let canonical = S3Signer.canonical(query)
    var request = HTTPClientRequest(url: settings.endpoint + path + (canonical.isEmpty ? "" : "?" + canonical))
    request.method = method
    let signed = signer.headers(
      method.rawValue, host: settings.host, path: path, query: query, payload: payload,
      at: Timestamp.systemNow())
    for header in signed { request.headers.add(name: header.name, value: header.value) }
    if let body { request.body = .bytes(body) }
    do {
      return try await client.execute(request, timeout: .minutes(10))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw BlobFailure.store("The bucket can not be reached.", shown(key), cause: error)
    }
  }

  /// The small body of an answer, as text; a status that is not of success is an error.
  func text(_ response: HTTPClientResponse, _ key: String, accepting others: Set<UInt> = []) async throws -> String {
    let body = try await response.body.collect(upTo: 1 << 20)
    let text = String(buffer: body)
    guard (200..<300).contains(response.status.code) || others.contains(response.status.code),
      !text.contains("<Error>") || others.contains(response.status.code)
    else {
      let code = Self.element("Code", of: text) ?? "no code"
      throw BlobFailure.store("The bucket answers with status \(response.status.code) (\(code)).", shown(key))
    }
    return text
  }

  /// The content of the first element of a name.
  static func element(_ name: String, of xml: String) -> String? {
    guard let start = xml.range(of: "<\(name)>"), let end = xml.range(of: "</\(name)>"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return String(xml[start.upperBound..<end.lowerBound])
  }

  private func shown(_ key: String) -> String { "\(settings.endpoint)\(settings.path)\(key)" }
}
