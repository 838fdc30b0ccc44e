import Crypto
public import PolderCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension EnvelopeContext {
  /// How a context names a database: its label alone, or the label, a line feed, and a hash of its parameters, so that
  /// a query can not be exchanged either.
  ///
  /// The hash is SHA-256, in base64 for addresses, of the parameters as compact JSON with sorted keys; members that are
  /// null count as left out.
  /// - Parameters:
  ///   - label: the label at the nodes
  ///   - parameters: the other settings: `arguments`, `preprocessing`, `query`, `sheet_name`
  /// - Returns: the name
  public static func database(_ label: String, parameters: JSONObject = [:]) -> String {
    let canonical = canonical(.object(parameters))
    guard canonical.object?.isEmpty == false else { return label }
    return label + "\n" + Base64.encodeForAddress(SHA256.hash(data: canonical.bytes))
  }

  /// How a context names the databases that a request for a task asks for.
  public static func databases(_ requests: [Wire.DatabaseRequest]) -> [String] {
    requests.map { database($0.label ?? "", parameters: $0.parameters) }
  }

  private static func canonical(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map(canonical))
    case .object(let object):
      var sorted = JSONObject()
      for key in object.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        if let member = object[key], !member.isNull { sorted[key] = canonical(member) }
      }
      return .object(sorted)
    default: return value
    }
  }
}
