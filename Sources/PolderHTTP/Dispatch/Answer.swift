import HTTPTypes
import Hummingbird
import NIOCore
import PolderCore

/// Responses that are not an operation's reply.
enum Answer {
  /// Refusals that stand under `message`, as the contract has them where no handler is involved.
  struct Plain: Error {
    let status: HTTPResponse.Status
    let message: String
    var headers: HTTPFields = [:]

    static let notJSON = Plain(
      status: .unsupportedMediaType,
      message: "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.")
    static let compressed = Plain(
      status: .unsupportedMediaType, message: "Compressed bodies are not accepted; send the body as it is.")
    static let malformed = Plain(
      status: .badRequest, message: "The browser (or proxy) sent a request that this server could not understand.")

    static func tooLarge(_ limit: Int) -> Plain {
      Plain(status: .contentTooLarge, message: "The body is larger than the \(limit) bytes that are accepted here.")
    }
  }

  static func json(_ bytes: [UInt8], _ status: HTTPResponse.Status, _ headers: HTTPFields = [:]) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func plain(_ plain: Plain) -> Response {
    json(JSONValue.object(["message": .string(plain.message)]).bytes, plain.status, plain.headers)
  }

  static func refusal(_ refusal: RequestRefusal, retryAfter: Int? = nil) -> Response {
    var headers: HTTPFields = [:]
    if let name = HTTPField.Name("polder-error") { headers[name] = refusal.code.rawValue }
    if let seconds = retryAfter ?? (refusal.status == 503 ? 2 : nil) { headers[.retryAfter] = String(seconds) }
    return json(refusal.body.bytes, HTTPResponse.Status(code: refusal.status), headers)
  }

  static let busy = RequestRefusal(503, "The server is busy; try again in a moment.", code: "busy")
  static let unexpected = RequestRefusal(500, "An unexpected error occurred on the server!", code: "unexpected")

  static func text(_ text: String, _ status: HTTPResponse.Status, type: String) -> Response {
    Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  static var unknownPath: Response {
    text(
      """
      <!doctype html>
      <html lang=en>
      <title>404 Not Found</title>
      <h1>Not Found</h1>
      <p>There is nothing at this address. Check its spelling.</p>

      """, .notFound, type: "text/html; charset=utf-8")
  }
}
