/// Which tasks a node takes up.
public struct NodePolicies: Sendable, Hashable {
  /// Whether the incumbent's image of basic algorithms may run; true does not by itself allow it.
  public var allowsBasics = true
  /// Names or patterns of images; nil allows all.
  public var algorithms: [String]?
  /// Addresses or patterns of algorithm stores; nil allows all, and tasks without one.
  public var stores: [String]?
  /// Whether it is enough that one of the two lists allows an image. A list that is not set does not count.
  public var allowsEither = false
  /// The ids of users whose tasks are taken up; empty allows all, unless organizations are named.
  public var users: [String] = []
  /// The ids or names of organizations whose tasks are taken up; empty allows all, unless users are named.
  public var organizations: [String] = []
  /// Whether an image that can not be pulled is not executed, though it may be here.
  public var requiresPull = true
  /// Which functions of which images may run, and with what arguments.
  public var methods: [MethodRule] = []
  /// Which runs wait for the steward.
  public var holds: [HoldRule] = []
  /// Whether the steward is shown the values of arguments of runs that wait, and not their names alone.
  public var showsArguments = false
  /// The lines of the file in which keys and entries stand, by their path.
  var lines: [String: Int] = [:]

  /// Takes up everything.
  public init() {}

  /// Whether a decision needs the name of the organization that started a task.
  public var needsOrganizationName: Bool {
    (organizations + holds.flatMap { $0.organizations ?? [] }).contains { Int64($0) == nil }
  }

  /// Where a key, or an entry of a list, stands.
  func place(_ key: String, _ entry: Int? = nil) -> PolicyPlace {
    let path = "policies.\(key)" + (entry.map { "[\($0)]" } ?? "")
    return PolicyPlace(path, line: lines[path] ?? lines["policies.\(key)"])
  }
}
