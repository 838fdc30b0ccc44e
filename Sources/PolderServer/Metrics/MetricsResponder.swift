import HTTPTypes
package import Hummingbird
import NIOCore
import PolderHTTP

/// Answers Prometheus at a port of its own: `GET /metrics`.
package struct MetricsResponder: HTTPResponder {
  /// A plain request.
  package typealias Context = BasicRequestContext

  let metrics: ServerMetrics

  /// Answers a request.
  package func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    guard request.uri.path == "/metrics" || request.uri.path == "/" else { return Response(status: .notFound) }
    guard request.method == .get || request.method == .head else {
      return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
    }
    let response = Response(
      status: .ok, headers: [.contentType: MetricText.contentType],
      body: .init(byteBuffer: ByteBuffer(string: await metrics.text())))
    return request.method == .head ? response.createHeadResponse() : response
  }
}
