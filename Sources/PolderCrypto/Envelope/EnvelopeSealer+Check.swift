import PolderCore

extension EnvelopeSealer {
  static func check(_ recipients: [EnvelopeParty], proof: EnvelopeProof) throws(PolderError) {
    guard (1...EnvelopeForm.maximumRecipients).contains(recipients.count) else {
      throw PolderError(
        .envelopeParties, "An envelope has 1 to 1,024 recipients, not \(recipients.count).",
        nextStep: "Divide the task among several envelopes.")
    }
    guard proof == .everyone || recipients.count == 1 else {
      throw PolderError(
        .envelopeParties, "Only before a single recipient do tags prove a content.",
        nextStep: "Let the envelope prove its content before everyone.")
    }
    var seen: Set<OrganizationID> = []
    for recipient in recipients where !seen.insert(recipient.organization).inserted {
      throw PolderError(
        .envelopeParties, "An organization is named twice.", object: "organization \(recipient.organization)",
        nextStep: "Name each recipient once, with the key that is pinned for it.")
    }
  }

  static func check(_ context: EnvelopeContext, created: Timestamp, chunkSize: Int) throws(PolderError) {
    guard EnvelopeForm.moments.contains(created) else {
      throw .outOfBounds("An envelope is made in the years 1 to 9999.")
    }
    guard EnvelopeForm.chunkSizes.contains(chunkSize) else {
      throw .outOfBounds("A chunk has 65,536 to 1,048,576 bytes, not \(chunkSize).")
    }
    guard (context.image ?? "").utf8.count <= EnvelopeForm.maximumImage else {
      throw .outOfBounds("The name of an image has 2,048 bytes at the most.")
    }
    let databases = context.databases ?? []
    guard databases.count <= EnvelopeForm.maximumDatabases else {
      throw .outOfBounds("A task has 128 databases at the most, not \(databases.count).")
    }
    guard databases.allSatisfy({ $0.utf8.count <= EnvelopeForm.maximumDatabase }) else {
      throw .outOfBounds("The name of a database has 1,024 bytes at the most.")
    }
  }
}

extension PolderError {
  fileprivate static func outOfBounds(_ message: String) -> PolderError {
    PolderError(.envelopeSettings, message, nextStep: "Stay within the bound.")
  }
}
