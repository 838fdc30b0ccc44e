/// An answer of the relay's own, in the form of the errors that the proxy gives.
struct PlainAnswer {
  let status: Int
  let message: String

  private var reason: String {
    switch status {
    case 400: "Bad Request"
    case 413: "Content Too Large"
    case 431: "Request Header Fields Too Large"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Error"
    }
  }

  /// The whole message; the connection ends with it.
  var bytes: [UInt8] {
    // The messages are our own and hold nothing that JSON would escape.
    let body = "{\"msg\": \"\(message)\"}"
    return Array(
      """
      HTTP/1.1 \(status) \(reason)\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      Connection: close\r
      \r
      \(body)
      """.utf8)
  }
}
