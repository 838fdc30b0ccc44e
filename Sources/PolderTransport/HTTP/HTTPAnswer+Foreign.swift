public import PolderCore

extension HTTPAnswer {
  /// What is wrong with an answer that no server of ours gives: one that leads elsewhere, or a page for a browser, as
  /// proxies, hotels and login pages send them. Nil for all others.
  /// - Parameter request: what was asked, without secrets, for the message
  /// - Returns: an error to throw, or nil
  public func foreign(to request: String) -> PolderError? {
    if let error = HTTPAnswerHead(status: status, headers: headers).foreign(to: request) { return error }
    let beginning = body.prefix(64).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    let text = String(decoding: beginning.prefix(15), as: UTF8.self).lowercased()
    guard text.hasPrefix("<!doctype html") || text.hasPrefix("<html") else { return nil }
    return HTTPAnswerHead.page(status, request)
  }
}

extension HTTPAnswerHead {
  /// What is wrong with an answer that no server of ours gives, as far as its head tells: one that leads elsewhere, or a
  /// page for a browser. Nil for all others.
  /// - Parameter request: what was asked, without secrets, for the message
  /// - Returns: an error to throw, or nil
  public func foreign(to request: String) -> PolderError? {
    if [301, 302, 303, 307, 308].contains(status), let location = header("location") {
      return PolderError(
        .transportRedirected,
        "The answer to \(request) (status \(status)) leads to \(Self.shown(location)), and was not followed.",
        nextStep: "If that is the server, give its address; the token was sent to nobody else.")
    }
    let type = header("content-type")?.lowercased() ?? ""
    return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml") ? Self.page(status, request) : nil
  }

  static func page(_ status: Int, _ request: String) -> PolderError {
    PolderError(
      .transportUnusableAnswer, "The answer to \(request) (status \(status)) is a page for a browser.",
      nextStep: "Check that the address leads to a server, and that no proxy or login page answers in its place.")
  }

  /// An address as it may stand in a message: without user, password, query and fragment, which may be secret.
  private static func shown(_ location: String) -> String {
    var text = location.prefix { $0 != "?" && $0 != "#" }
    var scheme = ""[...]
    if let mark = text.firstRange(of: "//") {
      scheme = text[..<mark.upperBound]
      text = text[mark.upperBound...]
      let authority = text.prefix { $0 != "/" }
      if let sign = authority.lastIndex(of: "@") { text = text[text.index(after: sign)...] }
    }
    let plain = (scheme + text).unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }
    return plain.isEmpty ? "an address without a host" : String(String.UnicodeScalarView(plain.prefix(200)))
  }
}
