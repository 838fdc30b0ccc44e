/// The address that a QR code hands to an authenticator app.
public enum EnrolmentAddress {
  /// `otpauth://totp/ISSUER:NAME?secret=…&issuer=ISSUER`, letter for letter as the incumbent writes it.
  public static func text(secret: String, username: String, serverName: String) -> String {
    let issuer = escape("vantage6 (\(serverName))", keeping: "/")
    return "otpauth://totp/\(issuer):\(escape(username, keeping: "/"))?secret=\(secret)&issuer=\(issuer)"
  }

  /// Percent-encoding of everything but the unreserved characters of RFC 3986 and those that are kept.
  private static func escape(_ text: String, keeping kept: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      if isPlain || "-._~".utf8.contains(byte) || kept.utf8.contains(byte) {
        escaped.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return escaped
  }
}
