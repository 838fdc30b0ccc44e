import Foundation
import PolderClient
import PolderCore
import PolderStatistics
import PolderTesting
import Testing

@testable import PolderDemo

/// The ten-minute tutorial of `PolderClient`: what it shows is what is compiled and run here.
@Suite("The tutorial", .timeLimit(.minutes(10)))
struct TutorialTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let resources = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/PolderClient/PolderClient.docc/Resources")

  @Test("The files that it shows are those of this folder", arguments: ["LogIn.swift", "Survival.swift"])
  func showsWhatIsCompiled(file: String) throws {
    let shown = try String(contentsOf: Self.resources.appendingPathComponent(file), encoding: .utf8)
    let compiled = try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
    #expect(shown == compiled, "copy it, so that the tutorial shows what compiles")
  }

  /// The body of the program's `main`, which the tutorial shows in a type of its own.
  static func analyze() async throws {
    let words = CommandLine.arguments
    guard words.count == 3 else {
      print("usage: analysis SERVER PASSWORD")
      return
    }
    let client = try await logIn(server: words[1], username: "researcher", password: words[2])
    let fit = try await survival(client, of: ["age", "sex", "ph.karno"])
    print("\(fit.rows) patients, \(fit.events) events")
    for coefficient in fit.coefficients {
      print(coefficient.name, "hazard ratio", coefficient.hazardRatio, "p", coefficient.p)
    }
    await client.shutdown()
  }

  @Test("The program that it shows is compiled in this file, line for line")
  func compilesTheProgram() throws {
    func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    let shown = try String(contentsOf: Self.resources.appendingPathComponent("Analysis.swift"), encoding: .utf8)
    let body = try #require(shown.components(separatedBy: "func main() async throws {\n").last)
    let lines = words(body.components(separatedBy: "\n  }\n")[0])
    #expect(lines.hasSuffix("await client.shutdown()"))
    let compiled = words(try String(contentsOfFile: #filePath, encoding: .utf8))
    #expect(compiled.contains(lines), "it shows what is not compiled")
  }

  @Test("Its program fits the model on the data of the demonstration, as its last step calls it")
  func runs() async throws {
    var plan = TestFederation.Plan()
    plan.organizations = ["Amstel", "IJssel", "Maas"]
    plan.disclosure = DisclosurePolicy(allow: ["cox-risk-sets"])
    plan.data = try await TestFolder.with { folder in
      try DemoData(DemoOptions(program: "none"), folder: try DemoFolder(folder.path)).hospitals.map(\.csv)
    }
    try await TestFederation.with(plan) { federation in
      let client = try await logIn(
        server: federation.server.address, username: "root", password: TestServer.rootPassword)
      let fit = try await survival(client, of: ["age", "sex", "ph.karno"])
      await client.shutdown()
      let expected = try await Lung.fit(["age", "sex", "ph.karno"])
      #expect(fit.rows == expected.rows)
      #expect(fit.events == expected.events)
      for coefficient in fit.coefficients {
        let pooled = try #require(expected.coefficient(coefficient.name)).hazardRatio
        #expect(abs(coefficient.hazardRatio - pooled) < 1e-9, "\(coefficient.name)")
      }
    }
  }
}
