import PolderCore

/// Follows the chain of an audit log, entry by entry, and says what is wrong with it. Pure; needs little memory.
///
/// ```swift
/// var verifier = AuditVerifier(remembered: head)
/// for entry in entries { verifier.take(entry) }
/// let verdict = verifier.finish(kept: nil)
/// ```
public struct AuditVerifier: Sendable {
  /// The most findings that are told one by one.
  public static let findingLimit = 100

  private let remembered: AuditHead?
  private let beginning: AuditHead
  private var last: AuditHead?
  private var first: AuditEntry?
  private var cuts: Set<AuditHead> = []
  private var gaps: [ClosedRange<Int64>] = []
  private var findings: [AuditFinding] = []
  private var count = 0
  private var entries: Int64 = 0

  /// A verifier.
  /// - Parameters:
  ///   - remembered: a head that was noted elsewhere
  ///   - after: the entry before the first one, for a part of a log
  public init(remembered: AuditHead? = nil, after: AuditHead = .start) {
    self.remembered = remembered
    beginning = after
  }

  /// Looks at the next entry in the order in which they are kept.
  public mutating func take(_ entry: AuditEntry) {
    entries += 1
    if first == nil { first = entry }
    let isChanged = entry.contentHash != entry.hash
    if isChanged { find(.changed(entry.number)) }
    if let remembered, entry.number == remembered.number, entry.hash != remembered.hash {
      find(.otherHistory(entry.number))
    }
    if !isChanged, let cut = AuditCut(entry.record) { cuts.insert(cut.through) }
    defer { if entry.number > last?.number ?? 0 { last = entry.head } }
    guard let last else { return }
    guard entry.number > last.number else { return misplaced(entry.number) }
    if entry.number > last.number + 1 {
      gaps.append(last.number + 1...entry.number - 1)
    } else if entry.previous != last.hash, !isChanged {
      find(.replaced(last.number, follower: entry.number))
    }
  }

  /// Notes that an entry is there whose fields can not be read.
  public mutating func take(unreadable number: Int64) {
    entries += 1
    find(.changed(number))
    if number > last?.number ?? 0 { last = AuditHead(number: number, hash: "") }
  }

  /// Notes that a line of an export can not be read.
  public mutating func unreadable(line: Int64) { find(.unreadable(line: line)) }

  /// Ends; `kept` is the head that the database keeps beside the entries.
  public mutating func finish(kept: AuditHead? = nil) -> AuditVerdict {
    for gap in gaps { find(.missing(gap)) }
    gaps = []
    if let first, !beginsRightly(first) { find(.withoutBeginning(first.number)) }
    let end = last ?? .start
    if let kept, kept.number > end.number {
      find(.truncated(last: end.number, expected: kept.number))
    } else if let kept, kept != end {
      find(.headDiffers(end.number))
    }
    if let remembered, remembered.number > end.number, kept.map({ $0.number < remembered.number }) ?? true {
      find(.truncated(last: end.number, expected: remembered.number))
    }
    return AuditVerdict(
      entries: entries, first: first?.number, head: end, findings: findings, findingCount: count)
  }

  /// A number that was already passed: one that was missed on the way is in the wrong place, any other is too many.
  private mutating func misplaced(_ number: Int64) {
    guard let index = gaps.firstIndex(where: { $0.contains(number) }) else { return find(.inserted(number)) }
    let gap = gaps.remove(at: index)
    if number < gap.upperBound { gaps.insert(number + 1...gap.upperBound, at: index) }
    if number > gap.lowerBound { gaps.insert(gap.lowerBound...number - 1, at: index) }
    find(.reordered(number))
  }

  private func beginsRightly(_ first: AuditEntry) -> Bool {
    let before = AuditHead(number: first.number - 1, hash: first.previous)
    return before == beginning || cuts.contains(before)
  }

  private mutating func find(_ finding: AuditFinding) {
    count += 1
    if findings.count < Self.findingLimit { findings.append(finding) }
  }
}
