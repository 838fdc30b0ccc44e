public import PolderCore

/// Shows what algorithms print while they print it: each time something may have changed the logs are asked for, and what
/// is new of them is shown.
public struct LogFollow: Sendable {
  /// What of a run has been shown.
  private struct Shown {
    var lines: [Substring] = []
    var status = ""
  }

  private let runs: @Sendable () async throws -> [Wire.Run]
  private let show: @Sendable (String) -> Void

  /// A follower.
  /// - Parameters:
  ///   - runs: asks for the runs with their logs
  ///   - show: takes the lines to show
  public init(
    runs: @escaping @Sendable () async throws -> [Wire.Run], show: @escaping @Sendable (String) -> Void
  ) {
    self.runs = runs
    self.show = show
  }

  /// Shows all that there is, and what comes until no run is open any more.
  /// - Parameter wakes: tells that something may have changed
  /// - Returns: the runs as they ended
  /// - Throws: what asking for them throws, unless it is a loss of the connection that passes
  public func follow(_ wakes: some AsyncSequence<Void, Never>) async throws -> [Wire.Run] {
    var shown: [RunID: Shown] = [:]
    // A server that can not be reached at all is told at once; a loss that passes is not.
    if let ended = tell(try await runs(), &shown) { return ended }
    for await _ in wakes { if let runs = try await step(&shown) { return runs } }
    throw CancellationError()
  }

  /// Shows all that there is, once.
  public func once() async throws {
    var shown: [RunID: Shown] = [:]
    for run in try await runs() { tell(run, &shown[run.id, default: Shown()], isFollowing: false) }
  }

  /// The runs, when none is open any more.
  private func step(_ shown: inout [RunID: Shown]) async throws -> [Wire.Run]? {
    let found: [Wire.Run]
    do {
      found = try await runs()
    } catch let error as PolderError
      where ["transport-unreachable", "transport-interrupted", "transport-timeout"].contains(error.code.rawValue)
    {
      return nil
    } catch let refusal as RequestRefusal where [429, 502, 503, 504].contains(refusal.status) {
      return nil
    }
    return tell(found, &shown)
  }

  private func tell(_ runs: [Wire.Run], _ shown: inout [RunID: Shown]) -> [Wire.Run]? {
    for run in runs { tell(run, &shown[run.id, default: Shown()], isFollowing: true) }
    return runs.allSatisfy { TaskStatus.isFinished($0.status) } ? runs : nil
  }

  private func tell(_ run: Wire.Run, _ shown: inout Shown, isFollowing: Bool) {
    let mark = run.organization.map { "run \(run.id), organization \($0.id)" } ?? "run \(run.id)"
    let lines = (run.log ?? "").split(whereSeparator: \.isNewline)
    // At its end a run's log is replaced by the whole one: what differs from there on is shown.
    let same = zip(lines, shown.lines).prefix { $0 == $1 }.count
    if lines.count > same {
      for line in lines[same...] { show("[\(mark)] \(TerminalText.line(String(line)))") }
      shown.lines = lines
    }
    guard isFollowing, run.status != shown.status else { return }
    show("[\(mark)] \(TerminalText.line(run.status))")
    shown.status = run.status
  }
}
