import PolderCore

/// Makes the report of a run from how its algorithm ended and what it left, by the steward's rules.
struct OutputJudge: Sendable {
  let policy: DisclosurePolicy
  let limits: RunLimits
  let outputLimit: Int
  let sharesLogs: Bool
  /// Reads a file that the algorithm left.
  let read: ReadsFile

  /// The largest declaration that is read, in bytes.
  private static let declarationLimit = 1 << 20
  /// The largest result that is judged value by value, in bytes.
  private static let judgedLimit = 256 << 20
  /// The largest result that is held in memory although nobody looks into it, in bytes.
  private static let heldLimit = 1 << 20

  /// Reads a file within a limit; nil when there is none.
  typealias ReadsFile = @Sendable (_ path: String, _ limit: Int) throws -> [UInt8]?

  init(_ configuration: NodeConfiguration, read: @escaping ReadsFile = RunFile.read) {
    self.read = read
    policy = configuration.disclosure
    limits = configuration.runtime.limits
    outputLimit = configuration.outputLimit
    sharesLogs = configuration.sharesLogs
  }

  /// The report of a run whose processes have ended; reads its files when it ended well.
  /// - Throws: `PolderError` `node-folder-unusable` when nothing can be read at the moment: the result may be good
  func report(
    _ exit: RuntimeExit, _ folders: RunFolders, warnings: [String], at moment: Timestamp
  ) throws -> RunReport {
    guard exit.isSuccess else { return ended(badly: exit, warnings, moment) }
    do {
      let declaration = try read(folders.declaration, Self.declarationLimit)
      if declaration == nil, policy.undeclared == .pass,
        let file = try ResultFile(large: folders.output, over: Self.heldLimit, limit: outputLimit)
      {
        return released(exit, file, warnings, moment)
      }
      let output = try read(folders.output, min(outputLimit, Self.judgedLimit)) ?? []
      return report(exit, output: output, declaration: declaration, warnings: warnings, at: moment)
    } catch let error as PolderError where error.code == .nodeFolderUnusable {
      throw error
    } catch {
      return failed(exit, warnings, Self.words(error), moment)
    }
  }

  /// The report of a run that ended well, by the bytes that it left.
  func report(
    _ exit: RuntimeExit, output: [UInt8], declaration: [UInt8]?, warnings: [String], at moment: Timestamp
  ) -> RunReport {
    switch DisclosureJudge.judge(result: output, declaration: declaration, policy: policy) {
    case .allowed(let release):
      let notice = ReleaseNotice(release)
      // The notice comes last: an algorithm can print lines that look like it, but none behind it.
      return RunReport(
        .completed, log: log(exit, warnings, [notice.text]), result: release.bytes, notice: notice,
        finishedAt: moment, isOfNodeAlone: false)
    case .refused(let reasons) where reasons.isEmpty:
      return failed(exit, warnings, ["The disclosure rules of this node do not let the result out."], moment)
    case .refused(let reasons):
      return failed(exit, warnings, refusal(reasons), moment)
    }
  }

  /// The report of a result that nobody looks into and that is too large to be held: it is sent from its file.
  private func released(
    _ exit: RuntimeExit, _ file: ResultFile, _ warnings: [String], _ moment: Timestamp
  ) -> RunReport {
    let notice = ReleaseNotice(bytes: file.count, fields: nil, lines: ["undeclared: pass"])
    return RunReport(
      .completed, log: log(exit, warnings, [notice.text]), file: file, notice: notice, finishedAt: moment,
      isOfNodeAlone: false)
  }

  private func refusal(_ reasons: [DisclosureReason]) -> [String] {
    var lines = ["The disclosure rules of this node do not let the result out; nothing of it was sent."]
    lines += reasons.map { "\($0)" }
    let allowed = reasons.compactMap(\.rule).filter { $0.hasPrefix("allow: ") }.map { $0.dropFirst("allow: ".count) }
    let others = Set(reasons.compactMap(\.rule)).filter { !$0.hasPrefix("allow: ") }.sorted()
    if !allowed.isEmpty {
      let names = Array(Set(allowed)).sorted().joined(separator: ", ")
      lines.append(
        "The node's steward can let it out by this line of the configuration: disclosure: {allow: [\(names)]}")
    }
    if !others.isEmpty {
      let rules = others.joined(separator: ", ")
      lines.append("Ask for larger groups, or ask the node's steward about: disclosure: {\(rules)}")
    }
    return lines
  }

  private func failed(
    _ exit: RuntimeExit, _ warnings: [String], _ lines: [String], _ moment: Timestamp
  ) -> RunReport {
    RunReport(.failed, log: log(exit, warnings, lines.map(RunLog.note)), finishedAt: moment, isOfNodeAlone: false)
  }

  private func ended(badly exit: RuntimeExit, _ warnings: [String], _ moment: Timestamp) -> RunReport {
    let (status, reason) = words(exit)
    let line = RunLog.note(exit.detail.map { "\(reason) \($0)" } ?? reason)
    return RunReport(status, log: log(exit, warnings, [line]), finishedAt: moment, isOfNodeAlone: false)
  }

  private func words(_ exit: RuntimeExit) -> (RunStatus, String) {
    switch exit.cause {
    case .exit:
      if let code = exit.code { return (.crashed, "The algorithm ended with exit code \(code).") }
      if let signal = exit.signal { return (.crashed, "The algorithm was ended by signal \(signal).") }
      return (.crashed, "The algorithm ended badly.")
    case .memory:
      return (.crashed, over("more memory", "memory_mb", "\(limits.memoryBytes >> 20)"))
    case .cpu: return (.crashed, over("more processor time", "cpu_seconds", "\(limits.cpuSeconds)"))
    case .processes: return (.crashed, over("more processes", "processes", "\(limits.processes)"))
    case .wall: return (.crashed, over("more time", "wall_seconds", "\(limits.wallSeconds)"))
    case .killed: return (.killed, "The run was ended on request.")
    case .startFailed: return (.startFailed, "The algorithm could not be started.")
    }
  }

  private func over(_ what: String, _ key: String, _ value: String) -> String {
    "The node ended the run: it took \(what) than this node allows (runtime.limits.\(key): \(value))."
  }

  private func log(_ exit: RuntimeExit, _ warnings: [String], _ lines: [String]) -> String {
    RunLog.text(of: exit, shared: sharesLogs, lines: warnings.map(RunLog.note) + lines)
  }

  private static func words(_ error: any Error) -> [String] {
    guard let error = error as? PolderError else { return ["The algorithm's output can not be read."] }
    return [error.message] + (error.nextStep.map { [$0] } ?? [])
  }
}
