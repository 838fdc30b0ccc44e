/// Public keys of the tests; the private halves are kept nowhere.
enum KeySamples {
  static let rsa2048 = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1QTrhGZxiE3A+pVkAkm/
    ovb4HGd7pMsaMPNyBgz4ogUewgCF9rMBMc30Ekr0oI9nMeTr4IDfAtL35gWYZLDP
    kWjzNrLqEPAtEIZJn5Pqba8Q0qrgpNMYZ46qPlImc6ZCI5m4tm4BUlK6Snmy6PDK
    J6OcdThUXhhtVimp1XXJ3/uRxVQzBtt1bEwjkYRCAVIhhbdq2IwiUGB5DrISflVD
    IoOsCkhKwQ4NJrslQC0Jv/rCIM/OEfTqlDS/ACQoWcRRALxINLC8rpTrZapRMBQy
    RVzt82NCFBhKoMbMTOq9f0+/OLXShQdEX08T5mh12epUXQ3Ch1MH+6fFDwfr2L2i
    jQIDAQAB
    -----END PUBLIC KEY-----

    """

  /// The same key in the older form.
  static let rsa2048Traditional = """
    -----BEGIN RSA PUBLIC KEY-----
    MIIBCgKCAQEA1QTrhGZxiE3A+pVkAkm/ovb4HGd7pMsaMPNyBgz4ogUewgCF9rMB
    Mc30Ekr0oI9nMeTr4IDfAtL35gWYZLDPkWjzNrLqEPAtEIZJn5Pqba8Q0qrgpNMY
    Z46qPlImc6ZCI5m4tm4BUlK6Snmy6PDKJ6OcdThUXhhtVimp1XXJ3/uRxVQzBtt1
    bEwjkYRCAVIhhbdq2IwiUGB5DrISflVDIoOsCkhKwQ4NJrslQC0Jv/rCIM/OEfTq
    lDS/ACQoWcRRALxINLC8rpTrZapRMBQyRVzt82NCFBhKoMbMTOq9f0+/OLXShQdE
    X08T5mh12epUXQ3Ch1MH+6fFDwfr2L2ijQIDAQAB
    -----END RSA PUBLIC KEY-----

    """

  static let rsa1024 = """
    -----BEGIN PUBLIC KEY-----
    MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQClwvvkv6z9U9t2tNkAJyZR+1H6
    kIr4sQpjaFSc3ormiHNVepe4IZH0pdbOfLEeKRCEm8ouldgL5l2vIRH752dV7VwS
    f9kcY+5paT6Al1CWX4Uo3J1GSaU1UI1tHoQI0FgMlXxqxZoP0/7vtvCNvog9SwAB
    2v79KKfcqXPVVVfl1QIDAQAB
    -----END PUBLIC KEY-----

    """

  static let elliptic = """
    -----BEGIN PUBLIC KEY-----
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEGwZLXPAyAHRvoWh7CLJ82Mg31U4D
    zi6YaLAYyAQuF8VgIOqcgF/SuVxEhQlsMhvy2EawBQrdG5DNJr18kAcJQw==
    -----END PUBLIC KEY-----

    """
}
