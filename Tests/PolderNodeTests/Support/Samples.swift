import Foundation
import PolderCore
import PolderService

@testable import PolderNode

/// A moment that tests take for now.
let noon = Timestamp(seconds: 1_750_000_000)

/// The key that the stand-in of a server accepts.
let goodKey = "0b9ad1a4-5e5c-4cc4-8d0f-0f6f2f6cf0e1"

/// A configuration from the text of a file.
func configuration(_ text: String, in folder: String = "/srv/hospital") throws -> NodeConfiguration {
  try NodeConfiguration(Configuration(text: text, source: "node.yaml"), relativeTo: folder)
}

/// The error that some work ends with, when it is one of ours.
func failure(_ work: () async throws -> some Any) async -> PolderError? {
  do {
    _ = try await work()
    return nil
  } catch {
    return error as? PolderError
  }
}

extension RunAssignment {
  static func sample(
    run: Int64 = 7, task: Int64 = 3, job: Int64 = 5, parent: Int64? = nil, image: String = "mean",
    databases: [String] = [], user: Int64? = 11, collaboration: Int64 = 1, createdAt: Timestamp? = noon
  ) -> RunAssignment {
    RunAssignment(
      run: RunID(run), task: TaskID(task), job: JobID(job), parent: parent.map { TaskID($0) },
      collaboration: CollaborationID(collaboration), organization: OrganizationID(2), image: image,
      databases: databases.map { Wire.TaskDatabase(label: $0, parameters: "{}") }, user: user.map { UserID($0) },
      initiator: OrganizationID(4), taskCreatedAt: createdAt)
  }
}

extension RunKey {
  static func sample(run: Int64 = 7, server: String = "http://a/api", createdAt: Timestamp? = noon) -> RunKey {
    RunKey(server: server, run: RunID(run), taskCreatedAt: createdAt)
  }
}

extension RuntimeExit {
  static func success(printing text: String = "") -> RuntimeExit {
    RuntimeExit(cause: .exit, code: 0, log: Array(text.utf8))
  }
}

extension JournalEntry {
  static func sample(
    _ phase: JournalPhase, starts: Int = 1, status: RunStatus? = nil, note: String? = nil
  ) -> JournalEntry {
    JournalEntry(
      key: .sample(), phase: phase, assignment: .sample(), starts: starts, status: status, notice: nil,
      token: "token", note: note)
  }
}
