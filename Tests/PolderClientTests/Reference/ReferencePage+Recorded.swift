import Foundation
import PolderCore
import Testing

extension ReferencePage {
  /// What the page leaves out, as the recording of the Python client has its signatures: studies, stores and algorithms.
  static func recorded() throws -> [ReferenceMember] {
    let path = try #require(
      Bundle.module.path(forResource: "client-requests", ofType: "json", inDirectory: "Fixtures"))
    let calls = try #require(try JSONValue(parsing: Array(try Data(contentsOf: URL(filePath: path)))).array)
    return try calls.compactMap { call in
      let part = try #require(call["sub"]?.string)
      guard ["study", "store", "algorithm"].contains(part.prefix { $0 != "." }) else { return nil }
      let signature = try #require(call["signature"]?.string)
      let list = try #require(ParameterList.halves(signature, at: ") ->")?.0.dropFirst())
      return ReferenceMember(
        name: "\(part).\(try #require(call["method"]?.string))",
        parameters: ParameterList.parts(String(list)).map { parameter(of: $0) })
    }
  }

  /// Reads `name: type = default`.
  private static func parameter(of text: String) -> ReferenceMember.Parameter {
    let halves = ParameterList.halves(text, at: " = ")
    let declared = halves?.0 ?? text
    let name = ParameterList.halves(declared, at: ":")?.0 ?? declared
    // The one name that is not written as Python writes names.
    return ReferenceMember.Parameter(name: name == "serverUrl" ? "server_url" : name, fallback: halves?.1)
  }
}
