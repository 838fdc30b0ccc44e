import PolderCore

/// The error for a part that ended without a result.
enum SubtaskFailure {
  static func error(organization: OrganizationID, status: String, reason: String?) -> PolderError {
    let tail = reason.map { String($0.trimmed.suffix(800)) } ?? ""
    return PolderError(
      .algorithmSubtaskFailed, "The part of the computation at an organization ended as '\(status.prefix(60))'.",
      object: "organization \(organization)",
      nextStep: tail.isEmpty ? "See the log of its run." : "Its run says: \(tail)")
  }
}

extension String {
  fileprivate var trimmed: Substring {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
