import CryptoExtras

extension PrivateKey {
  /// How many bytes everything has that is encrypted for this key.
  var blockLength: Int { publicKey.bits / 8 }

  /// Decrypts what was encrypted with RSA PKCS#1 v1.5; nil when it was not for this key.
  ///
  /// Why it was not is not told, since an answer to that question is what attacks on this padding live on.
  func unwrapFromHybrid(_ bytes: [UInt8]) -> [UInt8]? {
    try? decryptor.decrypt(bytes, padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
  }
}
