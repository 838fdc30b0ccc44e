import Subprocess
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Slurm's own programs, which know the cluster's configuration and how to prove who asks.
struct SlurmCommands: SlurmController {
  private let folder: String?
  private let environment: [Environment.Key: String]
  /// The longest time that a program may take.
  private let patience: Duration

  init(
    _ settings: SlurmSettings, environment own: [String: String] = ProcessInfo.processInfo.environment,
    patience: Duration = .seconds(30)
  ) {
    self.patience = patience
    folder = settings.programs
    let kept = Self.environment(own, configuration: settings.configuration)
    environment = Dictionary(uniqueKeysWithValues: kept.map { (Environment.Key(stringLiteral: $0), $1) })
  }

  /// Variables that change what the programs do (`SBATCH_…`, `SQUEUE_…`) stay behind, and so do the node's secrets: a job
  /// gets the environment of `sbatch`.
  static func environment(_ own: [String: String], configuration: String?) -> [String: String] {
    var kept = ["PATH": ProgramFile.path, "LC_ALL": "C"]
    for name in ["PATH", "HOME", "USER", "LOGNAME", "SLURM_CONF"] {
      if let value = own[name] { kept[name] = value }
    }
    if let configuration { kept["SLURM_CONF"] = configuration }
    return kept
  }

  func submit(_ submission: SlurmSubmission) async throws(SlurmTrouble) -> String {
    let answer = try await run("sbatch", submission.arguments)
    guard let id = SlurmJob.id(ofSubmission: answer) else {
      throw SlurmTrouble(.unreachable, "sbatch told no job: \(answer)")
    }
    return id
  }

  func job(_ id: String) async throws(SlurmTrouble) -> SlurmJob? {
    do {
      return SlurmJob.list(try await list(["--jobs=\(id)"])).first { $0.id == id }
    } catch {
      if error.kind == .refused, error.text.lowercased().contains("invalid job id") { return nil }
      throw error
    }
  }

  func jobs(named name: String) async throws(SlurmTrouble) -> [SlurmJob] {
    SlurmJob.list(try await list(["--me", "--name=\(name)"])).filter { $0.name == name }
  }

  func jobs() async throws(SlurmTrouble) -> [SlurmJob] {
    SlurmJob.list(try await list(["--me"]))
  }

  private func list(_ which: [String]) async throws(SlurmTrouble) -> String {
    try await run("squeue", ["--noheader", "--states=all", "--format=\(SlurmJob.format)"] + which)
  }

  func cancel(_ id: String) async throws(SlurmTrouble) { _ = try await run("scancel", ["--quiet", id]) }

  func interrupt(_ id: String) async throws(SlurmTrouble) {
    _ = try await run("scancel", ["--quiet", "--batch", "--signal=TERM", id])
  }

  func ping() async throws(SlurmTrouble) -> String {
    let answer = try await run("scontrol", ["ping"])
    guard answer.contains(" UP") else { throw SlurmTrouble(.unreachable, answer) }
    return answer
  }

  /// What a program printed. It is not interrupted half way when its caller is cancelled: what it asks for may be done.
  private func run(_ name: String, _ arguments: [String]) async throws(SlurmTrouble) -> String {
    let executable: Executable = folder.map { .path(FilePath($0 + "/" + name)) } ?? .name(name)
    let (environment, patience) = (environment, patience)
    let work = Task { () -> Result<String, SlurmTrouble> in
      await Self.run(executable, arguments, environment, patience)
    }
    return try await work.value.get()
  }

  private static func run(
    _ executable: Executable, _ arguments: [String], _ environment: [Environment.Key: String], _ patience: Duration
  ) async -> Result<String, SlurmTrouble> {
    let name = arguments.first ?? ""
    return await withTaskGroup(of: Result<String, SlurmTrouble>.self) { group in
      group.addTask {
        do {
          let outcome = try await Subprocess.run(
            executable, arguments: Arguments(arguments), environment: .custom(environment),
            output: .string(limit: 4 << 20), error: .string(limit: 64 << 10))
          guard case .exited(0) = outcome.terminationStatus else {
            return .failure(SlurmTrouble(saying: outcome.standardError))
          }
          return .success(outcome.standardOutput)
        } catch {
          return .failure(SlurmTrouble(.noProgram, "\(executable) \(name): \(error)"))
        }
      }
      group.addTask {
        // Cancelled: the program was faster.
        try? await Task.sleep(for: patience)
        return .failure(SlurmTrouble(.unreachable, "no answer within \(patience)"))
      }
      // Cancelling ends the program.
      defer { group.cancelAll() }
      return await group.next() ?? .failure(SlurmTrouble(.unreachable, "no answer"))
    }
  }
}
