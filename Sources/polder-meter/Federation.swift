import ArgumentParser
import PolderClient
import PolderCore

/// `polder-meter federation`
struct Federation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do what a researcher does at a server, with an encrypted collaboration.",
    discussion: "POLDER_METER_PASSWORD is the password.")

  @OptionGroup var server: ServerOptions

  @Argument(help: "What to do: \(FederationStep.allCases.map(\.rawValue).joined(separator: ", ")).")
  var step: FederationStep

  @Option(help: "The name to log in with.")
  var username = "researcher"

  @Option(help: "The file with the organization's private key.", completion: .file())
  var key: String

  @Option(help: "The number of the collaboration.")
  var collaboration: Int64

  @Option(name: .customLong("organization"), parsing: .upToNextOption, help: "The organizations of a new task.")
  var organizations: [Int64] = []

  @Option(help: "The number of the first task whose results are read.")
  var first: Int64 = 1

  @Option(help: "How many tasks are read; those behind the first have the next numbers.")
  var tasks = 100

  @Option(help: "How many tasks or results there have to be.")
  var expected = 1_000

  @Option(help: "How many tasks a page has.")
  var perPage = 20

  @Option(help: "How many times it is done.")
  var times = 5

  func run() async throws {
    let client = try server.client()
    do {
      try await measure(client)
    } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
  }

  private func measure(_ client: UserClient) async throws {
    try await client.authenticate(
      username: username, password: try ServerOptions.secret("POLDER_METER_PASSWORD"))
    try await client.setupCollaboration(CollaborationID(collaboration))
    try await client.setupEncryption(privateKeyFile: key)
    var laps = Laps()
    for _ in 0..<times {
      try await laps.time {
        switch step {
        case .create: try await create(client)
        case .list: try await list(client)
        case .read: try await read(client)
        }
      }
    }
    Measured("federation \(step.rawValue)").with(laps).print()
  }

  private func create(_ client: UserClient) async throws {
    _ = try await client.task.create(
      organizations: organizations.map { OrganizationID($0) }, name: "bench", image: "polder/statistics",
      description: "", input: AlgorithmInput(method: "summary", named: ["columns": ["age", "sex"]]),
      databases: [Wire.DatabaseRequest(label: "default")])
  }

  private func list(_ client: UserClient) async throws {
    var count = 0
    for try await _ in try await client.task.list(perPage: perPage).items { count += 1 }
    try check(count)
  }

  private func read(_ client: UserClient) async throws {
    var count = 0
    for number in first..<(first + Int64(tasks)) {
      for result in try await client.result.fromTask(TaskID(number)) where try result.value?["count"] != nil {
        count += 1
      }
    }
    try check(count)
  }

  private func check(_ count: Int) throws {
    guard count == expected else {
      throw PolderError("meter-other-answer", "\(count) came in place of \(expected).", object: step.rawValue)
    }
  }
}
