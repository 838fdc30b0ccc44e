import Testing

/// What no source file may contain, and how long it may be.
struct SourceTests {
  let repository = Repository()

  static var traps: [(what: String, pattern: Regex<Substring>)] {
    [
      ("try!", /\btry!/), ("as!", /\bas!/), ("fatalError", /\bfatalError\(/),
      ("preconditionFailure", /\bpreconditionFailure\(/), ("nonisolated(unsafe)", /\bnonisolated\(unsafe\)/),
      ("a leftover", /\b(?:TODO|FIXME|XXX)\b/),
    ]
  }

  @Test("Sources have no traps, no escapes from isolation and no leftovers")
  func noTraps() throws {
    for file in try repository.swiftFiles(under: "Sources") {
      for (index, line) in file.lines.enumerated() {
        for trap in Self.traps where line.contains(trap.pattern) {
          Issue.record("\(file.place(index)): \(trap.what)")
        }
      }
    }
  }

  @Test("@unchecked Sendable has its reason on the line above")
  func uncheckedSendableIsExplained() throws {
    for file in try repository.swiftFiles(under: "Sources") {
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

  @Test("tests neither sleep nor are switched off")
  func testsDoNotSleep() throws {
    let weak = /Task\.sleep|\busleep\(|\bsleep\(|\.disabled\(|#expect\(true\)/
    for file in try repository.swiftFiles(under: "Tests") where file.room != "HouseTests" {
      for (index, line) in file.lines.enumerated() where line.contains(weak) {
        Issue.record("\(file.place(index)): wait for the event, or hand in the clock")
      }
    }
  }
}
