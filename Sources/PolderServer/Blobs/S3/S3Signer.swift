import Crypto
import Foundation
import PolderCore

/// Signs requests to a bucket as AWS describes it (Signature Version 4). Pure.
struct S3Signer: Sendable {
  let credentials: S3Credentials
  let region: String

  /// The headers that a request has to carry.
  /// - Parameters:
  ///   - method: the method
  ///   - host: the host as the request names it
  ///   - path: the path, of characters that need no encoding
  ///   - query: names and values as plain text
  ///   - payload: the hash of the body in hexadecimal digits
  ///   - moment: now
  /// - Returns: the headers beside `host`
  func headers(
    _ method: String, host: String, path: String, query: [(String, String)], payload: String, at moment: Timestamp
  ) -> [(name: String, value: String)] {
    let digits = String(moment.databaseText.filter(\.isNumber).prefix(14))
    let day = String(digits.prefix(8))
    let time = "\(day)T\(digits.dropFirst(8))Z"
    var headers = [("host", host), ("x-amz-content-sha256", payload), ("x-amz-date", time)]
    if let token = credentials.token { headers.append(("x-amz-security-token", token)) }
    let names = headers.map(\.0).joined(separator: ";")
    let request = [
      method, path, Self.canonical(query), headers.map { "\($0.0):\($0.1)\n" }.joined(), names, payload,
    ].joined(separator: "\n")
    let scope = "\(day)/\(region)/s3/aws4_request"
    let text = "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(Self.hash(Array(request.utf8)))"
    var key = Array("AWS4\(credentials.secret)".utf8)
    for part in [day, region, "s3", "aws4_request"] { key = Self.authenticate(part, key) }
    let signature = Self.hex(Self.authenticate(text, key))
    let authorization =
      "AWS4-HMAC-SHA256 Credential=\(credentials.key)/\(scope), SignedHeaders=\(names), Signature=\(signature)"
    return headers.dropFirst().map { (name: $0.0, value: $0.1) } + [(name: "Authorization", value: authorization)]
  }

  /// The query, encoded and sorted, as it also stands in the request.
  static func canonical(_ query: [(String, String)]) -> String {
    query.map { (encoded($0.0), encoded($0.1)) }.sorted { $0.0 < $1.0 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }

  /// The hash of bytes in hexadecimal digits.
  static func hash(_ bytes: some DataProtocol) -> String { hex(Array(SHA256.hash(data: bytes))) }

  private static func authenticate(_ text: String, _ key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._~".utf8.contains(byte)
      encoded += isPlain ? [byte] : [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
