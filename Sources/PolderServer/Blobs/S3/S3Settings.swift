import PolderCore
import PolderHTTP
import PolderService

/// Which bucket keeps large inputs and results, and who may.
struct S3Settings: Sendable {
  /// Scheme, host and port, without a slash at the end.
  let endpoint: String
  /// The host with its port where it is not the usual one, as the signature needs it.
  let host: String
  /// The region that signatures name.
  let region: String
  /// `/bucket/prefix/`
  let path: String
  /// Who may.
  let credentials: S3Credentials

  /// Reads the section; credentials may come from the environment, which keeps them out of the file.
  init(_ section: Configuration, environment: [String: String]) throws {
    region = try section.string("region") ?? environment["AWS_REGION"] ?? "us-east-1"
    let bucket = try section.requiredString("bucket", "the bucket of large inputs and results")
    guard Self.isPlain(bucket, ".-"), (3...63).contains(bucket.utf8.count) else {
      throw section.invalid("bucket", "the name of a bucket: 3 to 63 small letters, digits, dots and dashes")
    }
    let prefix = (try section.string("prefix") ?? "").split(separator: "/").joined(separator: "/")
    guard Self.isPlain(prefix.lowercased(), "._-/"), !prefix.split(separator: "/").contains("..") else {
      throw section.invalid("prefix", "letters, digits, dots, dashes, underscores and slashes")
    }
    path = "/\(bucket)/" + (prefix.isEmpty ? "" : prefix + "/")
    let address = WebAddress(try section.string("endpoint") ?? "https://s3.\(region).amazonaws.com")
    guard let address, address.path.isEmpty else {
      throw section.invalid("endpoint", "an address such as https://s3.example.org, without a path")
    }
    endpoint = address.origin
    host = address.authority
    let key = try section.string("access_key_id") ?? environment["AWS_ACCESS_KEY_ID"] ?? ""
    let secret = try section.string("secret_access_key") ?? environment["AWS_SECRET_ACCESS_KEY"] ?? ""
    guard !key.isEmpty, !secret.isEmpty else {
      throw PolderError(
        "server-blob-store-credentials", "There are no credentials for the bucket of large results.",
        object: "large_result_store",
        nextStep: "Give `access_key_id` and `secret_access_key`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    }
    credentials = S3Credentials(
      key: key, secret: secret, token: try section.string("session_token") ?? environment["AWS_SESSION_TOKEN"])
  }

  private static func isPlain(_ text: String, _ others: String) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || others.utf8.contains($0) }
  }
}
