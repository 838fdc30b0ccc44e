import HTTPTypes
import Hummingbird
import NIOCore

extension Answer {
  /// A reply that is sent as its bytes come.
  static func stream(_ stream: ReplyStream, _ status: HTTPResponse.Status, _ headers: HTTPFields) -> Response {
    var headers = headers
    headers[.contentType] = stream.contentType
    if let disposition = stream.disposition { headers[.contentDisposition] = disposition }
    return Response(
      status: status, headers: headers,
      body: ResponseBody(contentLength: stream.length) { writer in
        try await stream.body { try await writer.write($0) }
        try await writer.finish(nil)
      })
  }
}
