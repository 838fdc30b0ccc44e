import PolderCore
import PolderService
import Testing

struct MailMessageTests {
  private let moment = Timestamp(seconds: 1_795_634_403)

  private func lines(_ message: MailMessage) -> [String] {
    String(decoding: message.bytes(from: "noreply@polder.example", at: moment, id: "7"), as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("a mail has the headers of RFC 5322 and its text in base64, in short lines")
  func form() throws {
    let text = String(repeating: "Täglich grüßt die Fähre.\n", count: 20)
    let lines = lines(try #require(MailMessage(to: "ada@example.org", subject: "Hello", text: text)))
    #expect(
      lines.prefix(9) == [
        "Date: Wed, 25 Nov 2026 19:20:03 +0000", "From: noreply@polder.example", "To: ada@example.org",
        "Subject: Hello", "Message-ID: <7@polder.example>", "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
      ])
    #expect(lines[9].isEmpty && lines.last?.isEmpty == true)
    #expect(lines.allSatisfy { $0.utf8.count <= 76 })
    let body = try #require(Base64.decode(lines[10...].joined().utf8))
    #expect(String(decoding: body, as: UTF8.self) == text.replacing("\n", with: "\r\n"))
  }

  @Test("a subject beyond ASCII is encoded, and one with line ends stays one header")
  func subjects() throws {
    let long = String(repeating: "ä", count: 60)
    let encoded = lines(try #require(MailMessage(to: "a@b.org", subject: long, text: "")))
    let words = encoded.drop { !$0.hasPrefix("Subject: ") }.prefix { $0.hasPrefix("Subject: ") || $0.hasPrefix(" ") }
    #expect(words.count == 3)
    let bytes = words.flatMap { word -> [UInt8] in
      let text = word.split(separator: "?")
      return Base64.decode(text[3].utf8) ?? []
    }
    #expect(String(decoding: bytes, as: UTF8.self) == long)
    let injected = lines(try #require(MailMessage(to: "a@b.org", subject: "x\r\nBcc: c@d.org", text: "")))
    #expect(injected.contains("Subject: x  Bcc: c@d.org"))
  }

  @Test(
    "an address that could mean more to a mail server is none",
    arguments: [
      "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<c@d>", "<a@b>", "a,c@b", "\"a\"@b", "a@b;c", "ä@b",
      String(repeating: "a", count: 260) + "@b",
    ])
  func addresses(text: String) {
    #expect(MailMessage(to: text, subject: "", text: "") == nil)
  }

  @Test("usual addresses are taken", arguments: ["root@domain.ext", "a.b+c@x-y.example.org", "x@localhost"])
  func usual(text: String) { #expect(MailMessage.isAddress(text)) }
}
