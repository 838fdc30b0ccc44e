/// One answer, complete.
public struct HTTPAnswer: Sendable {
  /// The status code.
  public let status: Int
  /// The header fields, in order.
  public let headers: [(name: String, value: String)]
  /// The whole body.
  public let body: [UInt8]

  /// Makes an answer, for stand-ins of a server.
  /// - Parameters:
  ///   - status: the status code
  ///   - headers: names and values
  ///   - body: the whole body
  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Whether the status is one of the 2xx.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// The first value of a header field; its name is compared without regard to case.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// The body as text; bytes that are not UTF-8 are replaced.
  public var text: String { String(decoding: body, as: UTF8.self) }
}
