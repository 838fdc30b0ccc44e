import PolderCore
public import PolderService
import PolderTransport

/// Whether the server answers, and which it is.
public struct ServerStep: NodeCheckStep {
  private static let name = "server"

  /// A step.
  public init() {}

  /// What is said about the server.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    guard let configuration = facts.configuration, let server = facts.server else {
      return [CheckItem(Self.name, .warning, "It was not asked.", nextStep: "Correct the configuration first.")]
    }
    let place = configuration.apiAddress
    switch server {
    case .failure(let error): return [CheckItem(Self.name, error)]
    case .success(let fact):
      let verdict = ServerVersionCheck.judge(fact.version)
      if let error = verdict.error { return [CheckItem(Self.name, error)] }
      let polder = fact.polder.map { " (Polder \($0.prefix(40)))" } ?? ""
      var items = [CheckItem(Self.name, .ok, "It has version \(fact.version)\(polder).", object: place)]
      if let warning = verdict.warning {
        items = [CheckItem(Self.name, .warning, warning.message, object: place, nextStep: warning.nextStep)]
      }
      if Self.isOpenRoad(configuration.serverURL) {
        items.append(
          CheckItem(
            Self.name, .warning, "The node's key and its results go there without TLS.", object: place,
            nextStep: "Give an address that begins with https://, when the server has one."))
      }
      return items
    }
  }

  /// Whether what is sent to an address may be read on the way.
  private static func isOpenRoad(_ address: String) -> Bool {
    guard address.lowercased().hasPrefix("http://") else { return false }
    let host = address.dropFirst(7).prefix { $0 != "/" && $0 != ":" }
    return !["localhost", "127.0.0.1", "["].contains(where: host.hasPrefix)
  }
}
