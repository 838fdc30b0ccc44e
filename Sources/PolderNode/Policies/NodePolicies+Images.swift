extension NodePolicies {
  /// What the list of images says.
  enum Listing: Sendable, Hashable {
    /// There is no list.
    case none
    case listed(Int)
    case notListed
    /// It does if the digest of one of these entries is that of the image.
    case ifSameDigest([Int])
  }

  /// What the list of images says about one.
  func listing(_ question: PolicyQuestion) -> Listing {
    guard let algorithms else { return .none }
    var open: [Int] = []
    for (index, entry) in algorithms.enumerated() {
      switch ImagePattern(entry).match(question.image, digest: question.digest) {
      case .fits: return .listed(index)
      case .fitsNot: continue
      case .ifSameDigest:
        if let digest = question.digest, let other = question.digests[entry] {
          if digest == other { return .listed(index) }
        } else {
          open.append(index)
        }
      }
    }
    return open.isEmpty ? .notListed : .ifSameDigest(open)
  }

  /// Whether the list of images alone refuses one, whatever its digest and its store.
  func refusesOutright(_ question: PolicyQuestion) -> Bool {
    listing(question) == .notListed && !(allowsEither && stores != nil)
  }

  /// What list and store say about an image, by the rule that joins them.
  func byImage(_ question: PolicyQuestion) -> [PolicyFinding] {
    let list = byList(question)
    guard stores != nil else { return [list].compactMap(\.self) }
    guard allowsEither, let list else { return refusalsFirst([list, byStore(question)].compactMap(\.self)) }
    if list.effect == .passes { return [list] }
    let store = byStore(question)
    if store.effect == .passes { return [store] }
    return [
      PolicyFinding(
        .refuses,
        PolicyPlace("\(place("allowed_algorithms")), \(place("allowed_algorithm_stores"))", line: list.place.line),
        "The policies of this node allow neither this image nor its algorithm store")
    ]
  }

  /// What the list of images says; nil when there is none.
  func byList(_ question: PolicyQuestion) -> PolicyFinding? {
    switch listing(question) {
    case .none: return nil
    case .listed(let entry):
      return PolicyFinding(.passes, place("allowed_algorithms", entry), "The image is on the list")
    case .notListed, .ifSameDigest:
      return PolicyFinding(
        .refuses, place("allowed_algorithms"), "The policies of this node do not allow this image")
    }
  }

  /// The store that an entry of the list allows; nil when none does.
  func allowedStore(_ address: String) -> Int? {
    let wanted = Self.trimmed(address)
    return (stores ?? []).firstIndex { entry in
      let pattern = ImagePattern(entry)
      return pattern.isExpression ? pattern.match(wanted) == .fits : Self.trimmed(entry) == wanted
    }
  }

  private func byStore(_ question: PolicyQuestion) -> PolicyFinding {
    let whole = place("allowed_algorithm_stores")
    guard let store = question.store else {
      return PolicyFinding(
        .refuses, whole,
        "The policies of this node allow only images of certain algorithm stores, and the task names none"
      )
    }
    guard let entry = allowedStore(store) else {
      return PolicyFinding(.refuses, whole, "The policies of this node do not allow this algorithm store")
    }
    let place = place("allowed_algorithm_stores", entry)
    switch question.storeAnswer {
    case .approves:
      return PolicyFinding(.passes, place, "The store is on the list, and has the image among its approved ones")
    case .denies:
      return PolicyFinding(.refuses, place, "The algorithm store does not have this image among its approved ones")
    case nil: return PolicyFinding(.passes, place, "The store is on the list; a node asks it for the image as well")
    }
  }

  private func refusalsFirst(_ findings: [PolicyFinding]) -> [PolicyFinding] {
    guard let refusal = findings.firstIndex(where: { $0.effect == .refuses }) else { return findings }
    return Array(findings[...refusal])
  }

  /// An address without the slashes at its end.
  static func trimmed(_ address: String) -> String {
    String(address.reversed().drop { $0 == "/" }.reversed())
  }
}
