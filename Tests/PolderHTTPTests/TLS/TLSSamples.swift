import Foundation

/// Certificates and keys made for tests, good for nothing else: `localhost`, another name, one expired, one not yet good.
enum TLSSamples {
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBmjCCAUGgAwIBAgIUdZFAixrdlobyNOg72rKDCMTCkFwwCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTE5NDIxOFoYDzIxMjYxMTAx
    MTk0MjE4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAATkOBVyiolNoYcPlNfIwTOvI6eaGN6B1b2g8lRw5GeVmRzVlNJ7h88a
    aDqge2q+GKWgCl6f3uiekaUBY0gb3SJWo28wbTAdBgNVHQ4EFgQUgzhZ9eSy/BWX
    PXSWHj0UWLeT+1wwHwYDVR0jBBgwFoAUgzhZ9eSy/BWXPXSWHj0UWLeT+1wwDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDRwAwRAIgXnn3fvGyAYtiSMRd6OfUMJIjHLV+NrvQfIeDm6xpar8CIFtw
    f/rFIle3iKg/bSaj/6FTjF3uyy2+jKZFg7qq7HIJ
    -----END CERTIFICATE-----

    """

  static let privateKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRgKFX/bogiA9pv9f
    U+YrF4brapr0E3Ft6dNfz/XqPVWhRANCAATkOBVyiolNoYcPlNfIwTOvI6eaGN6B
    1b2g8lRw5GeVmRzVlNJ7h88aaDqge2q+GKWgCl6f3uiekaUBY0gb3SJW
    -----END PRIVATE KEY-----

    """

  static let otherCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBiTCCAS+gAwIBAgIULTLaMci3ycBicjEgcxtQTtVLlo4wCgYIKoZIzj0EAwIw
    GTEXMBUGA1UEAwwOc2Vjb25kLmV4YW1wbGUwIBcNMjYxMTI1MTk0MjE4WhgPMjEy
    NjExMDExOTQyMThaMBkxFzAVBgNVBAMMDnNlY29uZC5leGFtcGxlMFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAEa9PL2ri4FOf0uksTBiXla9Xtx9cDxHaYyudfhxxB
    FT401LkMwsiVKnjckfj8XEe5442Vn/AdnRF9sr6HtDUJZaNTMFEwHQYDVR0OBBYE
    FNZSySM1u+h1zGKHqExbIS/PcXaeMB8GA1UdIwQYMBaAFNZSySM1u+h1zGKHqExb
    IS/PcXaeMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAJOpLpvv
    qFVfJ9/EnfF6f9Ip9pTFPaA2dXudg5YdCDC4AiAsVftYHgLn18pyxfxFiMMHhUe4
    nqua2AbsoOowsCRvNw==
    -----END CERTIFICATE-----

    """

  static let otherPrivateKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOUApfLA3yihTRrPY
    gHB3Y+bXo6oUyCqk1jN01LX2LzKhRANCAARr08vauLgU5/S6SxMGJeVr1e3H1wPE
    dpjK51+HHEEVPjTUuQzCyJUqeNyR+PxcR7njjZWf8B2dEX2yvoe0NQll
    -----END PRIVATE KEY-----

    """

  static let expired = """
    -----BEGIN CERTIFICATE-----
    MIIBEDCBtgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcN
    MjAwMTAxMDAwMDAwWhcNMjEwMTAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATkOBVyiolNoYcPlNfIwTOvI6ea
    GN6B1b2g8lRw5GeVmRzVlNJ7h88aaDqge2q+GKWgCl6f3uiekaUBY0gb3SJWMAoG
    CCqGSM49BAMCA0kAMEYCIQCSkzcbVR/F2fPv9T5klJkFFy3IUN8LM7sACnDKL3NA
    7wIhALoN10RZQqOu5uwv+Ofx6rwC9l5O3bKdM5iAQIx4mjuc
    -----END CERTIFICATE-----

    """

  static let notYet = """
    -----BEGIN CERTIFICATE-----
    MIIBEjCBugIBAjAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIhgP
    MjEwMDAxMDEwMDAwMDBaGA8yMTAxMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJbG9j
    YWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5DgVcoqJTaGHD5TXyMEz
    ryOnmhjegdW9oPJUcORnlZkc1ZTSe4fPGmg6oHtqvhiloApen97onpGlAWNIG90i
    VjAKBggqhkjOPQQDAgNHADBEAiA0qC9WIBHIzBsBHjkAmONg5gKkb+AnPZSguRQ5
    bucJoAIgVwTSjTmWfw4+Y2p1NlYYZVgrKVO+xwO1L3Lt0+paiDI=
    -----END CERTIFICATE-----

    """

  static let encryptedPrivateKey = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgzcx7uLfhSoAICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEASN9FTw+i+wlJ5N6fpNFDUEgZAZ
    BGzdXt6qyanHovpkBpdLKz8ciKCifgzHE92fnheuZyGyyzs0/pCnUgmuhJssmxO6
    NLSfWvFW1UkA2X9s92yEb9veY5Ud4ujCYIZ9Pf7ykfaFdo933Wa2fAKeJYsvs3bp
    TfP1IB55yhQzPHKMO0cP9FHpYeLJvc2s0h4LuZQUMjx7BwGyVA0J96uo4vDyiHE=
    -----END ENCRYPTED PRIVATE KEY-----

    """

  /// A folder for files, removed with its owner.
  final class Folder: Sendable {
    let path = NSTemporaryDirectory() + "polder-tls-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, _ name: String) throws -> String {
      try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
      return path + "/" + name
    }
  }
}
