public import PolderClient
public import PolderCore

/// A result as it is shown: with its run, and with what went wrong where it can not be shown.
public struct ShownResult: Sendable {
  /// The run.
  public let run: RunID
  /// The organization.
  public let organization: OrganizationID?
  /// How the run ended, or where it stands.
  public let status: String
  /// The value; nil when there is none.
  public let value: JSONValue?
  /// Why there is no value, when something went wrong.
  public let problem: PolderError?

  /// A result.
  public init(
    run: RunID, organization: OrganizationID?, status: String, value: JSONValue?, problem: PolderError? = nil
  ) {
    self.run = run
    self.organization = organization
    self.status = status
    self.value = value
    self.problem = problem
  }

  /// What the client got.
  public init(_ result: TaskResult) {
    do {
      self.init(
        run: result.run, organization: result.organization, status: result.status, value: try result.value)
    } catch {
      self.init(
        run: result.run, organization: result.organization, status: result.status, value: nil, problem: error)
    }
  }

  /// Whether the run ended without a result, or with one that can not be read.
  public var isFailed: Bool { problem != nil || (TaskStatus.isFinished(status) && TaskStatus.isFailed(status)) }

  /// All of it for programs.
  var json: JSONValue {
    var object: JSONObject = [
      "run": run.cell, "organization": organization.cell, "status": .string(status), "result": value ?? .null,
    ]
    if let problem {
      object["error"] = ["code": .string(problem.code.rawValue), "message": .string(problem.message)]
    }
    return .object(object)
  }
}
