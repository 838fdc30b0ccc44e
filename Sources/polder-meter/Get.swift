import ArgumentParser
import PolderClient
import PolderCore

/// `polder-meter get`
struct Get: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask for the same bytes with the library underneath and with the client, in turns.",
    discussion: "POLDER_METER_TOKEN is the token of a session.")

  @OptionGroup var server: ServerOptions

  @Argument(help: "What to ask for: \(Endpoint.allCases.map(\.rawValue).joined(separator: ", ")).")
  var endpoint: Endpoint

  @Option(help: "The number of the task that is asked for.")
  var task: Int64 = 1

  @Option(help: "The size of the answer, in bytes: another one is no answer to what was asked for.")
  var bytes: Int

  @Option(help: "How many requests are made in each way.")
  var requests = 2_000

  @Option(help: "In how many turns they are made.")
  var turns = 10

  @Option(name: .customLong("at-once"), parsing: .upToNextOption, help: "How many are under way at the same time.")
  var widths = [1, 16]

  func validate() throws {
    guard turns > 0, requests >= turns, widths.allSatisfy({ (1...16).contains($0) }) else {
      throw ValidationError("--requests takes at least as many as --turns, --at-once numbers from 1 to 16.")
    }
  }

  func run() async throws {
    let token = try ServerOptions.secret("POLDER_METER_TOKEN")
    let client = try server.client()
    await client.resume(StoredSession(access: token, refresh: token))
    let bare = BareGet(url: client.basePath + endpoint.target(TaskID(task)), token: token, bytes: bytes)
    do {
      for width in widths { try await compare(bare, client, width) }
    } catch {
      await bare.shutdown()
      await client.shutdown()
      throw error
    }
    await bare.shutdown()
    await client.shutdown()
  }

  private func compare(_ bare: BareGet, _ client: UserClient, _ width: Int) async throws {
    let count = requests / turns
    // Connections are there before anything is timed.
    try await Self.make(width, width) { try await bare.ask() }
    try await Self.make(width, width) { try await endpoint.ask(client, TaskID(task)) }
    var bareLaps = Laps()
    var clientLaps = Laps()
    for _ in 0..<turns {
      try await bareLaps.time { try await Self.make(count, width) { try await bare.ask() } }
      try await clientLaps.time { try await Self.make(count, width) { try await endpoint.ask(client, TaskID(task)) } }
    }
    for (name, laps) in [("bare", bareLaps), ("client", clientLaps)] {
      Measured("get \(name)").with("endpoint", .string(endpoint.rawValue)).with("bytes", .integer(Int64(bytes)))
        .with("atOnce", .integer(Int64(width))).with("requests", .integer(Int64(count))).with(laps).print()
    }
  }

  /// Makes so many requests, never more at the same time than `width`.
  private static func make(_ count: Int, _ width: Int, _ request: @escaping @Sendable () async throws -> Void)
    async throws
  {
    guard width > 1 else {
      for _ in 0..<count { try await request() }
      return
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<width {
        let share = count / width + (number < count % width ? 1 : 0)
        group.addTask { for _ in 0..<share { try await request() } }
      }
      try await group.waitForAll()
    }
  }
}
