import CCurl
import Dispatch
import Foundation
import Synchronization

/// Sends through libcurl, which is looked for when the first mail is sent: a machine without mail needs none.
public struct CurlTransport: MailTransport {
  /// How long one mail may take, in seconds.
  static let limit = 30

  private let settings: MailSettings
  private let queue = DispatchQueue(label: "polder.mail")

  /// A transport.
  public init(_ settings: MailSettings) { self.settings = settings }

  /// Whether libcurl is there; what to install when it is not.
  public static var problem: String? {
    curl_mail_available() ? nil : "libcurl.so.4 is not installed, so that no mail can be sent (Debian: libcurl4)."
  }

  /// Hands one mail to the server.
  public func send(_ message: [UInt8], from sender: String, to recipient: String) async throws {
    let (settings, pending) = (settings, PendingSend())
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard pending.begin(continuation) else { return }
        queue.async { pending.end(Self.perform(settings, message, sender, recipient)) }
      }
    } onCancel: {
      pending.end(.failure(CancellationError()))
    }
  }

  private static func perform(
    _ settings: MailSettings, _ message: [UInt8], _ sender: String, _ recipient: String
  ) -> Result<Void, any Error> {
    let scheme = settings.security == .tls ? "smtps" : "smtp"
    let host = settings.host.contains(":") && !settings.host.hasPrefix("[") ? "[\(settings.host)]" : settings.host
    let isKnown = settings.username != nil && settings.password != nil
    // C reads these until the call returns.
    let texts = [
      "\(scheme)://\(host):\(settings.port)", sender, recipient, isKnown ? settings.username : nil,
      isKnown ? settings.password : nil, settings.authorities,
    ].map { $0.flatMap { strdup($0) } }
    defer { for text in texts { free(text) } }
    var reason = [CChar](repeating: 0, count: 256)
    var status = 0
    let size = reason.count
    let code = message.withUnsafeBufferPointer { bytes in
      var mail = curl_mail(
        url: texts[0], from: texts[1], to: texts[2], username: texts[3], password: texts[4], authorities: texts[5],
        starttls: settings.security == .startTLS ? 1 : 0, verify: settings.verifiesCertificate ? 1 : 0,
        seconds: limit, text: bytes.baseAddress, length: bytes.count)
      return curl_mail_send(&mail, &reason, size, &status)
    }
    guard code != 0 else { return .success(()) }
    let told = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let text = String(decoding: told, as: UTF8.self).replacing(recipient, with: "…")
    return .failure(
      MailFailure(
        "\(text.isEmpty ? "libcurl gave up" : text) (libcurl \(code), SMTP \(status))",
        isFinal: (500...599).contains(status) && ![530, 534, 535].contains(status)))
  }
}

/// One mail under way: whichever comes first, its end or a cancellation, is what is told.
private final class PendingSend: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Void, any Error>?
    var result: Result<Void, any Error>?
  }

  private let state = Mutex(State())

  /// False when it was cancelled before it began.
  func begin(_ continuation: CheckedContinuation<Void, any Error>) -> Bool {
    let early = state.withLock { state in
      if state.result == nil { state.continuation = continuation }
      return state.result
    }
    guard let early else { return true }
    continuation.resume(with: early)
    return false
  }

  func end(_ result: Result<Void, any Error>) {
    let waiting = state.withLock { state in
      if state.result == nil { state.result = result }
      defer { state.continuation = nil }
      return state.continuation
    }
    waiting?.resume(with: result)
  }
}
