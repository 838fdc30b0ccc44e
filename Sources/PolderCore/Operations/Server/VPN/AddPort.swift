/// Notes a port that an algorithm offers in the VPN.
public enum AddPort: Operation {
  /// Which port of which run.
  public struct Body: RequestBody {
    /// The number of the port.
    public var port: Int64 = 0
    /// The run.
    public var runID = RunID(0)
    /// What the port is for.
    public var label: String?

    /// Nothing given.
    public init() {}

    /// The fields.
    public static let fields: [BodyField<Self>] = [
      .init(required: "port", \.port, .port),
      .init(required: "run_id", \.runID, .positive),
      .init("label", \.label, nullable: true, .longest(128)),
    ]
  }
  /// The port.
  public typealias Reply = Wire.Port
  /// `POST /port`
  public static let route = Route(.post, "port")
  /// Who may.
  public static let access = Access([.node], .ownRun, refusal: "You lack the permissions to do that!")
  /// What it does.
  public static let summary = "Notes a port that an algorithm offers"
  /// Made.
  public static let status = 201
}

extension BodyConstraint where Value == Int64 {
  /// The number of a port.
  static var port: Self {
    Self(schema: ["minimum": 1, "maximum": 65_535]) {
      (1...65_535).contains($0) ? nil : "Port must be between 1 and 65535"
    }
  }
}
