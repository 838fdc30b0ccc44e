public import PolderCore

/// A mail of plain text to one person.
public struct MailMessage: Sendable, Hashable {
  /// The address of the person.
  public let recipient: String
  /// The subject.
  public let subject: String
  /// The text.
  public let text: String

  /// A mail; nil when the address is none that a mail can go to.
  public init?(to recipient: String, subject: String, text: String) {
    guard Self.isAddress(recipient) else { return nil }
    self.recipient = recipient
    self.subject = subject
    self.text = text
  }

  /// The longest address.
  static let longestAddress = 254

  /// Whether a text is an address that can stand in a header and in a command of SMTP without meaning anything more.
  public static func isAddress(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= longestAddress, parts.allSatisfy({ !$0.isEmpty }) else { return false }
    return text.utf8.allSatisfy { (33...126).contains($0) && !"<>()[]\\,;:\"".utf8.contains($0) }
  }

  /// The mail as it travels (RFC 5322).
  /// - Parameters:
  ///   - sender: the address that it comes from
  ///   - moment: when it was written
  ///   - id: what tells it from any other mail
  /// - Returns: headers and body, with the line ends of mails
  public func bytes(from sender: String, at moment: Timestamp, id: String) -> [UInt8] {
    let domain = sender.split(separator: "@").last ?? "localhost"
    let headers = [
      "Date: \(MailDate.text(moment))", "From: \(sender)", "To: \(recipient)", "Subject: \(Self.header(subject))",
      "Message-ID: <\(id)@\(domain)>", "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
    ]
    let body = Self.lines(Base64.encode(Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)))
    return Array((headers + [""] + body).joined(separator: "\r\n").utf8) + Array("\r\n".utf8)
  }

  /// A text for a header: on one line, encoded where it is not plain ASCII.
  private static func header(_ text: String) -> String {
    let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    guard !line.utf8.allSatisfy({ $0 < 128 }) else { return line }
    var words: [String] = []
    var part = ""
    // An encoded word has 75 characters at the most, and ends between characters.
    for character in line {
      if part.utf8.count + String(character).utf8.count > 42 {
        words.append(part)
        part = ""
      }
      part.append(character)
    }
    words.append(part)
    return words.map { "=?utf-8?B?\(Base64.encode(Array($0.utf8)))?=" }.joined(separator: "\r\n ")
  }

  private static func lines(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return stride(from: 0, to: bytes.count, by: 76).map { start in
      String(decoding: bytes[start..<min(start + 76, bytes.count)], as: UTF8.self)
    }
  }
}
