public import PolderService

/// Whether the clocks of node and server agree, since tokens and envelopes hold times.
public struct ClockStep: NodeCheckStep {
  private static let name = "clock"
  private static let notable = Duration.seconds(30)
  private static let harmful = Duration.seconds(300)

  /// A step.
  public init() {}

  /// What is said about the clocks.
  public func items(_ facts: NodeFacts) -> [CheckItem] {
    var told: Duration?
    if case .success(let server)? = facts.server { told = server.ahead }
    if told == nil, case .success(let login)? = facts.login { told = login.ahead }
    guard let ahead = told else {
      return [
        CheckItem(
          Self.name, .warning, "The server's time is not known.", nextStep: "Check that this machine's clock is right.")
      ]
    }
    let distance = ahead < .zero ? .zero - ahead : ahead
    guard distance > Self.notable else {
      return [CheckItem(Self.name, .ok, "It agrees with the server's.")]
    }
    let seconds = distance.components.seconds
    let side = ahead < .zero ? "ahead of" : "behind"
    return [
      CheckItem(
        Self.name, distance > Self.harmful ? .error : .warning,
        "This machine's clock is \(seconds) seconds \(side) the server's.",
        nextStep: "Let NTP set the clock of the one that is wrong: timedatectl set-ntp true")
    ]
  }
}
