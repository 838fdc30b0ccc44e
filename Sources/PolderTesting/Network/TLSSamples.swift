import Foundation
package import NIOSSL

/// A certificate with its key and that of a stranger, made for tests and good for nothing else, and files of them.
package enum TLSSamples {
  /// Of `localhost`, signed by itself.
  package static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBlTCCATugAwIBAgIUGRybT6gUcQbrYZvOFDKYMl2iyFUwCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjE5MTgzMloYDzIxMjYxMTAy
    MTkxODMyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAASCmWwrojdbnqGmQzWkkLiYcnzWwRHQYWTuSJaJOB+L5LA7T7qEHKp0
    JOqf3NO6DL2DRBf/Fi2MWLgNsHS2qRyDo2kwZzAdBgNVHQ4EFgQUhbiIQa0/hbie
    uexXtbaEw0TBGtQwHwYDVR0jBBgwFoAUhbiIQa0/hbieuexXtbaEw0TBGtQwFAYD
    VR0RBA0wC4IJbG9jYWxob3N0MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID
    SAAwRQIhAMWPbqNx+oSDYe151fyNfIwL7Jn+0v1oofMfVyOOEJfLAiA0ysqNOeNY
    jh78Dw8+GY9h1yuYXOxqS+i6Sb3spjjVAQ==
    -----END CERTIFICATE-----

    """

  /// What belongs to it.
  package static let privateKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHK3puQzDFjGSX6f9
    TbMXEaTlzXajAZOfvuLWORGHfhyhRANCAASCmWwrojdbnqGmQzWkkLiYcnzWwRHQ
    YWTuSJaJOB+L5LA7T7qEHKp0JOqf3NO6DL2DRBf/Fi2MWLgNsHS2qRyD
    -----END PRIVATE KEY-----

    """

  /// Of an authority that signed none of the above.
  package static let stranger = """
    -----BEGIN CERTIFICATE-----
    MIIBjjCCATWgAwIBAgIUDl3B+Bm5FJhwNRp3Whhc7SdHGLMwCgYIKoZIzj0EAwIw
    HDEaMBgGA1UEAwwRQW5vdGhlciBhdXRob3JpdHkwIBcNMjYxMTI2MTkwMzIyWhgP
    MjEyNjExMDIxOTAzMjJaMBwxGjAYBgNVBAMMEUFub3RoZXIgYXV0aG9yaXR5MFkw
    EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+ve/fjIwQKBxeKLerO9aLzn+pM/zbARA
    KkzHCEdhjMOK1danmdASuCAScL8yEq5f4p4gc1jZSvPHn3lGBO1szqNTMFEwHQYD
    VR0OBBYEFBZOHm1bU20c3T2LifKJaBirZ0X6MB8GA1UdIwQYMBaAFBZOHm1bU20c
    3T2LifKJaBirZ0X6MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIg
    QoatP7Ai40CKlz51OP059aMDgsIvZiWJhj5qq3oBbzICIEL5euKqwEfghDPPvCYR
    qWnW6pVaIJNfgMF7imuad/K1
    -----END CERTIFICATE-----

    """

  /// What a server needs to show the certificate.
  package static func server() throws -> NIOSSLContext {
    let shown = try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem)
    let key = try NIOSSLPrivateKey(bytes: Array(privateKey.utf8), format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(certificateChain: [.certificate(shown)], privateKey: .privateKey(key)))
  }

  /// A folder for files, removed with its owner.
  package final class Folder: Sendable {
    /// Where it is.
    package let path = NSTemporaryDirectory() + "polder-tls-" + UUID().uuidString

    /// Makes it.
    package init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and gives its path.
    package func write(_ text: String, _ name: String) throws -> String {
      try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
      return path + "/" + name
    }
  }
}
