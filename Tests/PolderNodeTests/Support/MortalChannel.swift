import PolderCore
import PolderTransport

@testable import PolderNode

/// The way of a mortal node to its server.
struct MortalChannel: HTTPCaller {
  let mortal: Mortal
  let server: StandInServer

  func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    try await mortal.perform(Self.effect(call)) { try await server.send(call) }
  }

  private static func effect(_ call: HTTPCall) -> Mortal.Effect {
    switch (call.method, call.path) {
    case (.get, "/run"): return .list
    case (.post, "/token/container"): return .token
    case (.patch, let path) where path.hasPrefix("/run/"):
      // What a node sends can be read.
      guard let body = try? JSONValue(parsing: call.body ?? []) else { return .other }
      return body["finished_at"] != nil ? .deliver : body["started_at"] != nil ? .claim : .announce
    default: return .other
    }
  }
}
