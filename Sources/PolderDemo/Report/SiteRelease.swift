import PolderCore

/// What left one hospital, as its node wrote it into the logs of its runs.
struct SiteRelease: Sendable {
  var bytes = 0
  var fields = 0
  var results = 0
  var lines: [String] = []

  mutating func add(_ log: String?) {
    for line in (log ?? "").split(separator: "\n") {
      guard let notice = ReleaseNotice(line: line) else { continue }
      bytes += notice.bytes
      fields += notice.fields ?? 0
      results += 1
      for line in notice.lines where !lines.contains(line) { lines.append(line) }
    }
  }
}
