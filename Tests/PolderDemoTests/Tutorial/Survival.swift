import PolderClient
import PolderCore

/// What the analysis wants to have of a fitted Cox model.
struct Fit: Decodable {
  struct Coefficient: Decodable {
    let name: String
    let hazardRatio: Double
    let p: Double

    enum CodingKeys: String, CodingKey {
      case name
      case hazardRatio = "hazard_ratio"
      case p
    }
  }

  let coefficients: [Coefficient]
  let rows: Int
  let events: Int
}

/// Lets the hospitals fit a Cox model together.
func survival(_ client: UserClient, of covariates: [String]) async throws -> Fit {
  let organizations = try await client.organization.list()
  let task = try await client.task.create(
    organizations: organizations.data.prefix(1).map(\.id), name: "survival", image: "polder/statistics",
    description: "a Cox model of my own",
    input: AlgorithmInput(
      method: "cox",
      named: [
        "time": "time", "status": "status", "event": 1,
        "covariates": .array(covariates.map { .string($0) }),
      ]),
    databases: [Wire.DatabaseRequest(label: "default")])
  let results = try await client.waitForResults(of: task.id)
  guard let result = results.first, result.status == "completed" else {
    throw PolderError(
      "analysis-failed", "The task ended as '\(results.first?.status ?? "nothing")'.", object: "task \(task.id)",
      nextStep: "The log says: \(results.first?.log ?? "nothing")")
  }
  return try result.decode(Fit.self)
}
