import PolderAlgorithm
import PolderClient
import PolderPrompt

/// Shows, once, what an authenticator app needs to know.
struct EnrolmentScreen {
  let terminal: Terminal
  let username: String?

  func show(_ enrolment: TwoFactorEnrolment) {
    StandardError.write(TerminalText.line(enrolment.message))
    StandardError.write("Scan this with an authenticator app; from then on it shows the code that is asked for.")
    draw(enrolment.qrURI)
    let account = username.map { " for \(TerminalText.line($0))" } ?? ""
    StandardError.write("Without a camera, type this secret into the app\(account):")
    StandardError.write("  \(TerminalText.line(enrolment.otpSecret.text))")
  }

  /// Nothing where the screen is too narrow, or the address too long: the secret by itself is enough.
  private func draw(_ address: Secret) {
    guard terminal.isError, let code = try? QRCode(address.text) else { return }
    guard QRScreen.width(of: code) <= Terminal.columns(of: 2) else {
      return StandardError.write("(The screen is too narrow for the QR code.)")
    }
    QRScreen.lines(code).forEach(TerminalOutput.write)
  }
}
