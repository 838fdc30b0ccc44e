import PolderCore
import PolderService
import Synchronization

/// Takes mails in place of a mail server; what a real one makes of them is looked at in scripts/interop.
final class RecordingTransport: MailTransport {
  struct Mail: Sendable {
    let recipient: String
    let subject: String
    let text: String

    /// The code of a recovery mail: the one line of hexadecimal digits.
    var code: String? {
      let lines = text.split { (character: Character) in character.isNewline }
      return lines.first { $0.count == 64 && $0.allSatisfy(\.isHexDigit) }.map { String($0) }
    }
  }

  private let taken = Mutex<[Mail]>([])
  private let failures = Mutex<[MailFailure]>([])

  var mails: [Mail] { taken.withLock { $0 } }

  func fail(with failure: MailFailure) { failures.withLock { $0.append(failure) } }

  func send(_ message: [UInt8], from sender: String, to recipient: String) async throws {
    if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
    let lines = String(decoding: message, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
    let blank = lines.firstIndex(of: "") ?? lines.endIndex
    let subject = lines.first { $0.hasPrefix("Subject: ") }.map { String($0.dropFirst(9)) } ?? ""
    let body = Base64.decode(lines[blank...].joined().utf8) ?? []
    let text = String(decoding: body, as: UTF8.self)
    taken.withLock { $0.append(Mail(recipient: recipient, subject: subject, text: text)) }
  }
}
