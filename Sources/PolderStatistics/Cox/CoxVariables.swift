import PolderAlgorithm
import PolderCore

/// Which columns a Cox model is about, and what counts as an event.
struct CoxVariables: Codable, Sendable, Equatable {
  let time: String
  let status: String
  let covariates: [String]
  /// The value of the status that is an event; nil expects 0 and 1, where 1 is the event.
  let event: Double?

  static let parameters = ["time", "status", "covariates", "event"]

  init(time: String, status: String, covariates: [String], event: Double?) throws {
    self.time = time
    self.status = status
    self.covariates = covariates
    self.event = event
    guard !covariates.isEmpty, covariates.count <= 200 else {
      throw Self.invalid("The covariates are none, or more than 200.", "covariates")
    }
    let all = [time, status] + covariates
    guard Set(all).count == all.count else {
      throw Self.invalid("A column is named twice among time, status and covariates.", "covariates")
    }
    guard event?.isFinite ?? true else { throw Self.invalid("The value of an event is no finite number.", "event") }
  }

  init(_ arguments: AlgorithmArguments) throws {
    try self.init(
      time: arguments.required("time"), status: arguments.required("status"),
      covariates: arguments.required("covariates"), event: arguments.optional("event"))
  }

  var columns: [String] { [time, status] + covariates }

  private static func invalid(_ message: String, _ object: String) -> PolderError {
    PolderError(.algorithmInvalidArguments, message, object: object, nextStep: "Correct it in the input's 'kwargs'.")
  }
}
