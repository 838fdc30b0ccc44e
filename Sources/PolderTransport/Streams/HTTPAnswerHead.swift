/// What stands before the body of an answer.
public struct HTTPAnswerHead: Sendable {
  /// The status code.
  public let status: Int
  /// The header fields, in order.
  public let headers: [(name: String, value: String)]

  /// Makes a head, for stand-ins of a server.
  /// - Parameters:
  ///   - status: the status code
  ///   - headers: names and values
  public init(status: Int, headers: [(name: String, value: String)] = []) {
    self.status = status
    self.headers = headers
  }

  /// Whether the status is one of the 2xx.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// How many bytes the body has, as the other side says; nil when it does not.
  public var contentLength: Int? {
    guard let text = header("content-length"), let length = Int(text), length >= 0 else { return nil }
    return length
  }

  /// The first value of a header field; its name is compared without regard to case.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
