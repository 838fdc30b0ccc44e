import NIOSSL
public import PolderCore

/// The files of a server's certificate: its chain, leaf first, and the private key of the leaf, both PEM.
public struct TLSFiles: Sendable, Hashable {
  /// What the files hold, proved to fit together.
  public struct Loaded: Sendable {
    /// From when on the certificate is good.
    public let notBefore: Timestamp
    /// Until when the certificate is good.
    public let notAfter: Timestamp
    let context: NIOSSLContext
  }

  /// The certificate with its chain.
  public var certificate: String
  /// The private key.
  public var privateKey: String

  /// Files at two paths.
  public init(certificate: String, privateKey: String) {
    self.certificate = certificate
    self.privateKey = privateKey
  }

  /// Reads the files, and proves that they fit together and are good at a moment.
  public func load(at moment: Timestamp) throws -> Loaded {
    let chain = try read(certificate, "certificate") { try NIOSSLCertificate.fromPEMFile(certificate) }
    guard let leaf = chain.first else { throw failure("The file holds no certificate.", certificate) }
    let key = try read(privateKey, "private key without a passphrase") {
      // An empty passphrase, so that nobody is asked for one at a terminal.
      try NIOSSLPrivateKey(file: privateKey, format: .pem) { answer in answer([UInt8]()) }
    }
    let notBefore = Timestamp(seconds: Int64(leaf.notValidBefore))
    let notAfter = Timestamp(seconds: Int64(leaf.notValidAfter))
    guard moment < notAfter else {
      throw failure("The certificate expired at \(notAfter.wireText) UTC.", certificate, "Renew it.")
    }
    guard moment >= notBefore else {
      throw failure(
        "The certificate is good only from \(notBefore.wireText) UTC on.", certificate,
        "Wait until then, set the machine's clock right, or take another certificate.")
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    do {
      return Loaded(notBefore: notBefore, notAfter: notAfter, context: try NIOSSLContext(configuration: configuration))
    } catch {
      throw failure(
        "The private key does not belong to the certificate.", privateKey,
        "Give the key that the first certificate of \(certificate) was made for.", error)
    }
  }

  private func read<T>(_ path: String, _ what: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw failure("The file can not be read as a \(what) in PEM.", path, nil, error)
    }
  }

  private func failure(
    _ message: String, _ path: String, _ nextStep: String? = nil, _ cause: (any Error)? = nil
  ) -> PolderError {
    PolderError(
      .tlsFiles, message, object: path,
      nextStep: nextStep ?? "Check `tls.certificate` and `tls.private_key`, and that this user may read the files.",
      cause: cause)
  }
}

extension PolderError.Code {
  /// The files of a certificate can not be used.
  public static let tlsFiles: Self = "tls-files"
}
