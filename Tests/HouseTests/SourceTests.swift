import Foundation
import Testing

/// What no source file may contain, and how long it may be.
struct SourceTests {
  let repository = Repository()

  /// What is looked for, with a word of it that is found quickly: few files hold any.
  static var traps: [(word: String, pattern: Regex<Substring>)] {
    [
      ("try!", /\btry!/), ("as!", /\bas!/), ("fatalError", /\bfatalError\(/),
      ("preconditionFailure", /\bpreconditionFailure\(/), ("nonisolated(unsafe)", /\bnonisolated\(unsafe\)/),
      ("TODO", /\bTODO\b/), ("FIXME", /\bFIXME\b/), ("XXX", /\bXXX\b/),
    ]
  }

  @Test("Sources have no traps, no escapes from isolation and no leftovers")
  func noTraps() throws {
    for file in try repository.swiftFiles(under: "Sources") {
      for trap in Self.traps where file.text.contains(trap.word) {
        for (index, line) in file.lines.enumerated() where line.contains(trap.pattern) {
          Issue.record("\(file.place(index)): \(trap.word)")
        }
      }
    }
  }

  @Test("@unchecked Sendable has its reason on the line above")
  func uncheckedSendableIsExplained() throws {
    for file in try repository.swiftFiles(under: "Sources") where file.text.contains("@unchecked Sendable") {
      for (index, line) in file.lines.enumerated() where line.contains("@unchecked Sendable") {
        let above = index > 0 ? file.lines[index - 1].trimming(" \t") : ""
        #expect(above.hasPrefix("//"), "\(file.place(index)): say on the line above why this is safe")
      }
    }
  }

  @Test("no source file is longer than 350 lines")
  func filesAreShort() throws {
    for file in try repository.swiftFiles(under: "Sources") where file.length > 350 {
      Issue.record("\(file.path) has \(file.length) lines: a second type, or a second subject, may live there")
    }
  }

  /// Where a test may stay out, and why that is no gap.
  private static let conditions: [(place: String, condition: String, reason: String)] = [
    ("Tests/PolderSQLTests/Postgres/", "TestPostgres.isThere", "the pass of `make test` on PostgreSQL runs them"),
    (
      "Tests/PolderServerTests/Service/CancelledServiceTests.swift", "TestPostgres.isThere",
      "the pass of `make test` on PostgreSQL runs it"
    ),
    (
      "Tests/PolderNodeTests/Databases/PostgresColumnsTests.swift", "TestPostgres.isThere",
      "the pass of `make test` on PostgreSQL runs them"
    ),
    ("Tests/PolderServiceTests/Mail/CurlTransportTests.swift", "CurlTransport.problem", "it needs libcurl"),
    ("Tests/HouseTests/CommandTests.swift", "CommandTests.verbs", "it reads the verbs of the program"),
    (
      "Tests/PolderClientTests/Live/LiveSecondFactorTests.swift", "LiveTarget.asksForCodes",
      "a named server may ask for no codes"
    ),
    ("Tests/PolderClientTests/Live/LiveStoreTests.swift", "LiveTarget.store != nil", "`make interop` has a real store"),
    ("Tests/PolderNodeTests/Container/", "EngineUnderTest.isThere", "`make engines` starts Docker and Podman for it"),
    ("Tests/PolderNodeTests/Container/FileCopyTests.swift", "geteuid() == 0", "only root gives files to other users"),
    ("Tests/PolderNodeTests/Runtime/Slurm/", "SlurmUnderTest.isThere", "`make engines` starts a controller for it"),
    ("Tests/PolderNodeTests/Helpers/RealTunnelTests.swift", "RealSSHServer.isThere", "it needs sshd"),
    (
      "Tests/PolderShimTests/VPN/", "OwnNetwork.isThere",
      "it needs networks of an ordinary user, which a machine may forbid"
    ),
    ("Tests/PolderShimTests/VPN/RightsTests.swift", "geteuid() == 0", "only root can become another user"),
    ("Tests/PolderNodeTests/Helpers/RealAllowListTests.swift", "RealSquid.isThere", "it needs squid"),
  ]

  @Test("a test stays out only where it is listed, with a reason")
  func testsRun() throws {
    var used: Set<Int> = []
    for file in try repository.swiftFiles(under: "Tests") {
      for (index, line) in file.lines.enumerated() where line.contains(".enabled(") && !line.contains("\".enabled(") {
        let entry = Self.conditions.firstIndex { file.path.hasPrefix($0.place) && line.contains($0.condition) }
        guard let entry else {
          Issue.record("\(file.place(index)): a test that may stay out has to be listed here, with its reason")
          continue
        }
        used.insert(entry)
      }
    }
    for (index, entry) in Self.conditions.enumerated() where !used.contains(index) {
      Issue.record("nothing at \(entry.place) asks for \(entry.condition) any more")
    }
  }

  @Test("tests neither sleep nor are switched off")
  func testsDoNotSleep() throws {
    let weak = ["Task.sleep", "usleep(", " sleep(", ".disabled(", "#expect(true)"]
    for file in try repository.swiftFiles(under: "Tests") where file.room != "HouseTests" {
      for word in weak where file.text.contains(word) {
        for (index, line) in file.lines.enumerated() where line.contains(word) {
          Issue.record("\(file.place(index)): \(word) — wait for the event, or hand in the clock")
        }
      }
    }
  }
}
