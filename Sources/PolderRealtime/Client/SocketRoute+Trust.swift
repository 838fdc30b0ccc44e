import NIOSSL
import PolderCore

extension SocketRoute {
  /// Adds what is trusted to the settings of encrypted connections.
  /// - Throws: `PolderError` `realtime-connect`, which names the file
  func trusting(_ tls: TLSConfiguration) throws(PolderError) -> TLSConfiguration {
    var certificates: [NIOSSLCertificate] = []
    for file in certificateFiles {
      do {
        let found = try NIOSSLCertificate.fromPEMFile(file)
        guard !found.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
        certificates += found
      } catch {
        throw PolderError(
          .realtimeConnect, "The file can not be read, or holds no certificate.", object: file,
          nextStep: "Give a file with certificates in PEM.", cause: error)
      }
    }
    var tls = tls
    if !trustsSystem {
      tls.trustRoots = .certificates(certificates)
    } else if !certificates.isEmpty {
      tls.additionalTrustRoots += [.certificates(certificates)]
    }
    return tls
  }
}
