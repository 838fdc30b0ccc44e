import PolderCore

extension EnvelopeOpener {
  static func keys(_ entry: EnvelopeRecipient, with key: PrivateKey) throws(PolderError) -> EnvelopeKeys {
    let secret: [UInt8]
    do {
      secret = try key.unwrap(entry.wrapped)
    } catch {
      throw unusableKey(error)
    }
    guard secret.count == EnvelopeForm.secretLength else { throw unusableKey(nil) }
    return EnvelopeKeys(secret: secret)
  }

  static func unusableKey(_ cause: (any Error)?) -> PolderError {
    PolderError(
      .envelopeKey, "The key of the content can not be had with the private key of this organization.",
      nextStep: "The envelope was altered or made by a faulty program: fetch it again, or ask its sender.", cause: cause
    )
  }
}

extension PolderError {
  static func unknownEnvelopeVersion(_ version: String) -> PolderError {
    PolderError(
      .envelopeVersion, "The envelope has version \(version), which is not known here.",
      nextStep: "Update Polder, or ask the sender for version 1.")
  }
}
