import Foundation
import PolderCore
import PolderTesting
import Testing

/// Everybody's every question, answered as the real server 4.15.2 did, or otherwise for a reason that has a number.
struct PrivilegeMatrixTests {
  private struct Differing {
    let question: PrivilegeFixture.Question
    let asker: String
    let recorded: PrivilegeOutcome
    let got: PrivilegeOutcome
  }

  @Test("who may do what is as it was recorded, cell by cell, or differs under a number that is used")
  func matrix() async throws {
    try await TestFolder.with { try await compare(in: $0) }
  }

  private func compare(in folder: TestFolder) async throws {
    let fixture = try PrivilegeFixture()
    let house = try await PrivilegeHouse(fixture, in: folder)
    var uses = Array(repeating: 0, count: PrivilegeDifference.all.count)
    var differing: [Differing] = []
    var cells = 0
    let questions = fixture.questions
    let before = try await house.state()
    try await withThrowingTaskGroup(of: (Int, [String: PrivilegeOutcome]).self) { group in
      var next = 0
      func add() {
        guard next < questions.count else { return }
        let index = next
        next += 1
        group.addTask { (index, try await house.answers(to: questions[index])) }
      }
      for _ in 0..<4 { add() }
      for try await (index, answers) in group {
        add()
        let question = questions[index]
        for asker in fixture.askers {
          guard let recorded = question.recorded(asker), let got = answers[asker.name] else { continue }
          cells += 1
          if recorded == got { continue }
          let entry = PrivilegeDifference.all.firstIndex { $0.covers(question, asker, recorded, got) }
          if let entry {
            uses[entry] += 1
          } else {
            differing.append(Differing(question: question, asker: asker.name, recorded: recorded, got: got))
          }
        }
      }
    }
    try report(differing)
    for (entry, count) in zip(PrivilegeDifference.all, uses) where count == 0 {
      Issue.record("No cell uses the difference \(entry.number): \(entry.reason)")
    }
    #expect(try await house.state() == before, "a question changed what the next ones were asked of")
    try house.close()
    #expect(cells == fixture.cells)
  }

  /// Every cell by itself would be thousands of lines: cells that differ alike are told together.
  private func report(_ differing: [Differing]) throws {
    var groups: [String: [String]] = [:]
    var lines: [String] = []
    for cell in differing {
      let variant = cell.question.variant.map { " (\($0))" } ?? ""
      let place = "\(cell.question.operation)\(variant), \(cell.question.relation), \(cell.asker)"
      groups["\(cell.recorded) -> \(cell.got)", default: []].append(place)
      lines.append("\(place)\t\(cell.recorded)\t\(cell.got)")
    }
    // For whoever works on the table: all of them, in a file.
    if let file = ProcessInfo.processInfo.environment["POLDER_PRIVILEGES_DIFFERING"] {
      try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    }
    for (what, places) in groups.sorted(by: { $0.key < $1.key }) {
      Issue.record("\(what), \(places.count) cells:\n  \(places.sorted().prefix(12).joined(separator: "\n  "))")
    }
  }

  @Test("the recording knows every operation of the contract, and the catalogue all that was recorded")
  func operations() throws {
    let recorded = Set(try PrivilegeFixture().questions.map { Self.pattern($0.operation) })
    let bound = Set(ServerCatalogue.operations.map { Self.pattern($0.route.description) })
    #expect(recorded.count == 80)
    #expect(recorded.subtracting(bound) == [], "operations that are not there")
    let added = bound.subtracting(recorded).filter { !$0.contains("/polder/") && $0 != "GET /openapi.json" }
    #expect(added.isEmpty, "operations that the recording does not know")
  }

  @Test("every difference has a number of docs/deviations.md")
  func numbers() throws {
    #expect(Set(PrivilegeDifference.all.map(\.number)).subtracting(try DeviationPage.numbers()) == [])
  }

  private static func pattern(_ route: String) -> String {
    route.split(separator: "/").map { $0.hasPrefix("<") ? "<id>" : String($0) }.joined(separator: "/")
  }
}
