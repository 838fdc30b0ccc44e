import NIOSSL
import PolderCore

/// Whose certificates are trusted: the system's authorities, others, or both.
public struct CertificateTrust: Sendable, Hashable {
  /// Files with certificates of authorities, in PEM.
  public var files: [String]
  /// Whether the system's authorities are trusted too.
  public var includesSystem: Bool

  /// The system's authorities.
  public static let system = CertificateTrust(files: [], includesSystem: true)

  /// The authorities in files, and the system's.
  public static func system(andFiles files: [String]) -> CertificateTrust {
    CertificateTrust(files: files, includesSystem: true)
  }

  /// The authorities in files, and no others.
  public static func only(files: [String]) -> CertificateTrust {
    CertificateTrust(files: files, includesSystem: false)
  }

  /// The certificates in the files.
  /// - Throws: `PolderError` `transport-bad-settings`
  func certificates() throws(PolderError) -> [NIOSSLCertificate] {
    var all: [NIOSSLCertificate] = []
    for file in files {
      let found: [NIOSSLCertificate]
      do { found = try NIOSSLCertificate.fromPEMFile(file) } catch {
        throw refused(file, "The file can not be read, or what stands in it is no certificate.", error)
      }
      guard !found.isEmpty else { throw refused(file, "There is no certificate in the file.", nil) }
      all += found
    }
    guard includesSystem || !all.isEmpty else { throw refused("no file", "There is nobody to trust.", nil) }
    return all
  }

  /// The settings of encrypted connections.
  /// - Throws: `PolderError` `transport-bad-settings`
  func configuration() throws(PolderError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    let certificates = try certificates()
    if !includesSystem {
      configuration.trustRoots = .certificates(certificates)
    } else if !certificates.isEmpty {
      configuration.additionalTrustRoots = [.certificates(certificates)]
    }
    return configuration
  }

  private func refused(_ file: String, _ message: String, _ cause: (any Error)?) -> PolderError {
    PolderError(
      .transportBadSettings, message, object: file,
      nextStep: "Give a file with certificates in PEM: each between BEGIN CERTIFICATE and END CERTIFICATE.",
      cause: cause)
  }
}
