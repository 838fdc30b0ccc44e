import Foundation
import PolderCore
import PolderHTTP
import Testing

struct TLSFilesTests {
  private let folder: TLSSamples.Folder
  private let now = Timestamp(seconds: 1_800_000_000)

  init() throws { folder = try TLSSamples.Folder() }

  private func files(_ certificate: String, _ key: String) throws -> TLSFiles {
    TLSFiles(
      certificate: try folder.write(certificate, "certificate.pem"), privateKey: try folder.write(key, "key.pem"))
  }

  private func failure(_ certificate: String, _ key: String) throws -> PolderError? {
    do {
      _ = try files(certificate, key).load(at: now)
      return nil
    } catch let error as PolderError {
      return error
    }
  }

  @Test("a certificate and its key are taken, and tell how long they are good")
  func good() throws {
    let loaded = try files(TLSSamples.certificate, TLSSamples.privateKey).load(at: now)
    #expect(loaded.notBefore < now && loaded.notAfter > now)
  }

  @Test("a key that belongs to another certificate is a clear error that names the file")
  func mismatched() throws {
    let error = try #require(try failure(TLSSamples.certificate, TLSSamples.otherPrivateKey))
    #expect(error.code == "tls-files" && error.message == "The private key does not belong to the certificate.")
    #expect(error.object == folder.path + "/key.pem")
  }

  @Test("an expired certificate, and one that is not good yet, say since or until when")
  func times() throws {
    let expired = try #require(try failure(TLSSamples.expired, TLSSamples.privateKey))
    #expect(expired.message == "The certificate expired at 2021-01-01T00:00:00 UTC.")
    let early = try #require(try failure(TLSSamples.notYet, TLSSamples.privateKey))
    #expect(early.message == "The certificate is good only from 2100-01-01T00:00:00 UTC on.")
  }

  @Test("files that are no PEM, are exchanged, are empty or encrypted are errors, and nobody is asked for a passphrase")
  func unreadable() throws {
    #expect(try failure("nonsense", TLSSamples.privateKey)?.object == folder.path + "/certificate.pem")
    #expect(try failure(TLSSamples.privateKey, TLSSamples.certificate) != nil)
    #expect(try failure("", "") != nil)
    #expect(try failure(TLSSamples.certificate, "nonsense")?.object == folder.path + "/key.pem")
    #expect(try failure(TLSSamples.certificate, TLSSamples.encryptedPrivateKey)?.object == folder.path + "/key.pem")
    #expect(throws: PolderError.self) {
      try TLSFiles(certificate: folder.path + "/none", privateKey: folder.path + "/none").load(at: now)
    }
  }
}
