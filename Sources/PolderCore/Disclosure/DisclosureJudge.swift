/// Judges what may leave a node, purely by a result, its declaration and the steward's rules.
public enum DisclosureJudge {
  /// The most reasons that a refusal gives.
  public static let maximumReasons = 8

  /// The most values that do not rest on records: more of them would be data under another name.
  static let maximumConstants = 100
  static let maximumValues = 4_000_000
  static let maximumTextBytes = 256

  /// Judges the files that an algorithm left.
  /// - Parameters:
  ///   - result: the bytes of the result, of any form
  ///   - declaration: the bytes of the declaration beside it; nil when there is none
  ///   - policy: the steward's rules
  ///   - limits: what reading a declared result may cost
  /// - Returns: what leaves, or why nothing does
  public static func judge(
    result: [UInt8], declaration: [UInt8]?, policy: DisclosurePolicy,
    limits: JSONParser.Limits = .init(bytes: 256 << 20, depth: 32, allowsNonFinite: true)
  ) -> DisclosureVerdict {
    guard let declaration else { return undeclared(result, policy) }
    let parsed: DisclosureDeclaration
    do { parsed = try DisclosureDeclaration(parsing: declaration) } catch {
      let reason = (error as? PolderError)?.message ?? "The declaration can not be read."
      return .refused([DisclosureReason("", reason)])
    }
    let value: JSONValue
    do { value = try JSONValue(parsing: result, limits: limits) } catch {
      // The parser's message says where, and quotes nothing.
      return .refused([DisclosureReason("", "it is declared, but can not be read as JSON: \(error)")])
    }
    return judge(result: value, declaration: parsed, policy: policy)
  }

  /// Judges a result whose declaration is at hand.
  public static func judge(
    result: JSONValue, declaration: DisclosureDeclaration, policy: DisclosurePolicy
  ) -> DisclosureVerdict {
    guard declaration.entries.count <= DisclosureDeclaration.maximumEntries else {
      return .refused([DisclosureReason("", "the declaration has too many entries")])
    }
    var walk = DisclosureWalk(result: result, declaration: declaration, policy: policy)
    walk.run()
    guard walk.reasons.isEmpty else { return .refused(walk.reasons) }
    return .allowed(DisclosureRelease(bytes: result.bytes, fields: walk.values, lines: walk.lines))
  }

  private static func undeclared(_ result: [UInt8], _ policy: DisclosurePolicy) -> DisclosureVerdict {
    switch policy.undeclared {
    case .pass: .allowed(DisclosureRelease(bytes: result, fields: nil, lines: ["undeclared: pass"]))
    case .refuse:
      .refused([
        DisclosureReason("", "its algorithm does not declare what the numbers rest on", rule: "undeclared: refuse")
      ])
    }
  }
}
