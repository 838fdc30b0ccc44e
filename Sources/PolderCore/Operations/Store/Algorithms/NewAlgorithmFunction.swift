/// A function of an algorithm, as it is submitted.
public struct NewAlgorithmFunction: RequestBody, Hashable {
  /// The name by which it is called.
  public var name = ""
  /// What it does.
  public var description: String?
  /// Where it runs, a word of `AlgorithmFunctionType`.
  public var type = ""
  /// The name to show.
  public var displayName: String?
  /// Whether it gives something without another function; yes when nil.
  public var standalone: Bool?
  /// The databases that it needs.
  public var databases: NestedList<NewAlgorithmDatabase>?
  /// Its arguments.
  public var arguments: NestedList<NewAlgorithmArgument>?
  /// How its results can be shown.
  public var visualizations: NestedList<NewAlgorithmVisualization>?

  /// Nothing given.
  public init() {}

  /// A function of that name and type.
  public init(
    name: String, type: AlgorithmFunctionType, displayName: String? = nil, description: String? = nil,
    standalone: Bool? = nil, databases: [NewAlgorithmDatabase] = [], arguments: [NewAlgorithmArgument] = [],
    visualizations: [NewAlgorithmVisualization] = []
  ) {
    self.name = name
    self.type = type.rawValue
    self.displayName = displayName
    self.description = description
    self.standalone = standalone
    self.databases = NestedList(databases)
    self.arguments = NestedList(arguments)
    self.visualizations = NestedList(visualizations)
  }

  /// The fields.
  public static let fields: [BodyField<Self>] = [
    .init(required: "name", \.name, .longest(1_024)),
    .init("description", \.description, .longest(65_536)),
    .init(required: "type", \.type, .word(of: AlgorithmFunctionType.self, "Function type", " ")),
    .init("display_name", \.displayName, .longest(1_024)),
    .init("standalone", \.standalone),
    .init("databases", \.databases, .sound(most: 128)),
    .init("arguments", \.arguments, .sound(most: 256)),
    .init("ui_visualizations", \.visualizations, .sound(most: 256)),
  ]

  /// What is wrong between its arguments.
  public func problems() -> [String] {
    let arguments = arguments?.elements ?? []
    let byName = Dictionary(arguments.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    guard byName.count == arguments.count else { return ["All arguments must have a unique name"] }
    for argument in arguments {
      guard let name = argument.conditionalOn, !name.isEmpty else { continue }
      if let problem = Self.problem(of: argument, on: byName[name]) { return [problem] }
    }
    return Self.circle(in: byName).map { ["Circular conditional arguments detected: \($0)"] } ?? []
  }

  private static func problem(of argument: NewAlgorithmArgument, on other: NewAlgorithmArgument?) -> String? {
    let start = "The argument '\(argument.name.prefix(128))' is conditional on "
    guard let other else { return start + "an argument that there is not" }
    guard other.name != argument.name else { return start + "itself" }
    guard let type = AlgorithmArgumentType(rawValue: other.type) else { return nil }
    guard type.canDecide else { return start + "one of type \(type.rawValue), which can not decide" }
    guard let value = argument.conditionalValue, !value.isEmpty, !type.reads(value) else { return nil }
    return "Conditional value '\(value.prefix(128))' is no \(type.rawValue)"
  }

  /// The names of arguments that depend on one another in a circle.
  private static func circle(in arguments: [String: NewAlgorithmArgument]) -> String? {
    // Names that lead to no circle, so that no chain is walked twice.
    var sound: Set<String> = []
    for name in arguments.keys.sorted() {
      var chain: [String] = []
      var next: String? = name
      while let current = next, !sound.contains(current), !current.isEmpty {
        if chain.contains(current) { return (chain + [current]).joined(separator: " -> ") }
        chain.append(current)
        next = arguments[current]?.conditionalOn
      }
      sound.formUnion(chain)
    }
    return nil
  }
}
