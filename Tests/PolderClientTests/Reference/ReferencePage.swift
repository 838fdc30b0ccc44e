import Foundation
import Testing

/// The reference page of the Python client, read as text.
enum ReferencePage {
  /// What it promises, from the fixture.
  static func members() throws -> [ReferenceMember] { members(in: try text()) }

  /// The classes of the client's parts, from the fixture.
  static func parts() throws -> [String] {
    try text().matches(of: /(?m)^class (\w+)\(parent\)#$/).map { String($0.1) }.filter { $0 != "SubClient" }
  }

  /// What a page promises. The page lists classes inside the class of the client and goes on with the client's own
  /// members behind them, so that these are known by its summary only.
  static func members(in page: String) -> [ReferenceMember] {
    var members: [ReferenceMember] = []
    var own: Set<String> = []
    var isSummary = false
    var part = ""
    for line in page.split(separator: "\n") {
      if line == "Methods" {
        isSummary = true
      } else if line == "Attributes" {
        isSummary = false
      } else if isSummary {
        if let match = line.prefixMatch(of: /(\w+)\(/) { own.insert(String(match.1)) }
      } else if let match = line.wholeMatch(of: /class (\w+)\(.*\)#/) {
        part = match.1 == "UserClient" ? "" : match.1.lowercased() + "."
      } else if let match = line.wholeMatch(of: /property (\w+): .*#/) {
        members.append(ReferenceMember(name: String(match.1), parameters: nil))
      } else if let match = line.wholeMatch(of: /(\w+)\((.*)\)#/) {
        let name = String(match.1)
        members.append(
          ReferenceMember(
            name: own.contains(name) ? name : part + name, parameters: parameters(String(match.2))))
      }
    }
    return members
  }

  private static func parameters(_ text: String) -> [ReferenceMember.Parameter] {
    ParameterList.parts(text).filter { !$0.hasPrefix("*") }.map { part in
      let halves = ParameterList.halves(part, at: "=")
      return ReferenceMember.Parameter(name: halves?.0 ?? part, fallback: halves?.1)
    }
  }

  private static func text() throws -> String {
    let path = try #require(
      Bundle.module.path(forResource: "user-client-reference", ofType: "txt", inDirectory: "Fixtures"))
    return try String(contentsOf: URL(filePath: path), encoding: .utf8)
  }
}
