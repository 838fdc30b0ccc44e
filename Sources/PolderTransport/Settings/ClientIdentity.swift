import NIOSSL
import PolderCore

/// By what this side proves who it is to a server that asks for a certificate.
public struct ClientIdentity: Sendable, Hashable {
  /// The file with the certificate and those that lead to its authority, in PEM.
  public var certificateFile: String
  /// The file with the private key, in PEM.
  public var keyFile: String

  /// An identity.
  /// - Parameters:
  ///   - certificateFile: the file with the certificate, in PEM
  ///   - keyFile: the file with the private key, in PEM
  public init(certificateFile: String, keyFile: String) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }

  /// Puts it into the settings of encrypted connections.
  /// - Throws: `PolderError` `transport-bad-settings`, which names the file
  func add(to configuration: inout TLSConfiguration) throws(PolderError) {
    do {
      configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) }
    } catch {
      throw Self.refused(certificateFile, "The file with the certificate can not be read.", error)
    }
    do {
      configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem))
    } catch {
      throw Self.refused(keyFile, "The file with the private key can not be read.", error)
    }
  }

  private static func refused(_ file: String, _ message: String, _ cause: any Error) -> PolderError {
    PolderError(
      .transportBadSettings, message, object: file, nextStep: "Give a file in PEM that this user may read.",
      cause: cause)
  }
}
