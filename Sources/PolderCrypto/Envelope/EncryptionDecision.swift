public import PolderCore

/// Which format a payload gets, and which one is taken. Only the rule and the pins count: the server is not asked.
public enum EncryptionDecision {
  /// How many organizations an error names.
  private static let named = 20

  /// The format of a task's input: the envelope when all who run it are known to read it.
  /// - Parameters:
  ///   - rule: what the configuration says
  ///   - recipients: the pins of all organizations that run the task
  /// - Returns: the format, the same for all of them
  /// - Throws: `PolderError` `encryption-required`, which names those that are not known to read envelopes
  public static func format(
    _ rule: EncryptionRule, for recipients: [PinnedKey]
  ) throws(PolderError) -> EncryptionFormat {
    let lacking = recipients.filter { !$0.acceptsEnvelopes }.map(\.organization).sorted()
    if lacking.isEmpty, !recipients.isEmpty { return .envelope }
    guard rule == .require else { return .hybrid }
    let names = lacking.prefix(named).map(\.description).joined(separator: ", ")
    let more = lacking.count > named ? " and \(lacking.count - named) more" : ""
    throw PolderError(
      .encryptionRequired,
      "Envelopes are required, and not known to be read by all of the task's \(recipients.count) organizations.",
      object: lacking.isEmpty ? nil : "organizations \(names)\(more)",
      nextStep: "Ask them for their statement of formats and take it, or confirm their keys as of parties that read "
        + "envelopes. Without that, send the task to the others, or set `encryption: compatible`.")
  }

  /// Whether the input of a task may have the format in which it came.
  ///
  /// Under `compatible` both are taken: the sender uses the old format for all when one of them lacks the new one, and
  /// that can not be told from here.
  /// - Parameters:
  ///   - found: the format in which it came
  ///   - rule: what the configuration says
  ///   - sender: the organization that is said to have sent it
  /// - Throws: `PolderError` `encryption-required`
  public static func checkInput(
    _ found: EncryptionFormat, under rule: EncryptionRule, from sender: OrganizationID
  ) throws(PolderError) {
    guard found == .hybrid, rule == .require else { return }
    throw PolderError(
      .encryptionRequired, "The input came in the old format, which says nothing about who made it.",
      object: "organization \(sender)",
      nextStep: "Give the sender this organization's statement of formats, so that its client sends envelopes, or set "
        + "`encryption: compatible`.")
  }

  /// Whether a result may have the format in which it came: that of the task's input.
  /// - Parameters:
  ///   - found: the format in which it came
  ///   - sent: the format of the task's input
  ///   - rule: what the configuration says
  ///   - sender: the pin of the organization whose result it is said to be
  /// - Throws: `PolderError` `encryption-downgraded`, `encryption-required`, `encryption-unexpected`
  public static func checkResult(
    _ found: EncryptionFormat, after sent: EncryptionFormat, under rule: EncryptionRule, from sender: PinnedKey
  ) throws(PolderError) {
    let object = "organization \(sender.organization)"
    switch (found, sent) {
    case (.envelope, .envelope): return
    case (.hybrid, .envelope):
      // Also from a party that is not known to read them: an envelope goes to none of those, so the server named it.
      throw PolderError(
        .encryptionDowngraded, "The result of a task that was sent as an envelope came in the old format.",
        object: object,
        nextStep: "Do not use it: the server, or whoever can write there, may have made it. Ask the organization "
          + "whether its node answered so.")
    case (.hybrid, .hybrid) where rule == .require:
      throw PolderError(
        .encryptionRequired, "The result came in the old format, which says nothing about who made it.", object: object,
        nextStep: "Ask the organization to run a node that answers in envelopes, or set `encryption: compatible`.")
    case (.hybrid, .hybrid): return
    case (.envelope, .hybrid):
      throw PolderError(
        .encryptionUnexpected, "An envelope came as the result of a task that was sent in the old format.",
        object: object, nextStep: "Do not use it: it answers another task.")
    }
  }
}
