import PolderAlgorithm
import PolderCore
import PolderData

/// The complete rows of one site, the latest times first.
struct CoxData: Sendable {
  /// Times, descending.
  private(set) var times: [Double] = []
  private(set) var isEvent: [Bool] = []
  /// One list per covariate, in the order of the times.
  private(set) var covariates: [[Double]]
  /// How many rows lack a value.
  let dropped: Int

  init(_ table: Table, _ variables: CoxVariables) throws {
    let time = try table.numbers(variables.time)
    let status = try table.numbers(variables.status)
    let columns = try variables.covariates.map { try table.numbers($0) }
    let complete = time.indices.filter { row in
      !time[row].isNaN && !status[row].isNaN && columns.allSatisfy { !$0[row].isNaN }
    }
    dropped = time.count - complete.count
    covariates = columns.map { _ in [] }
    try Self.check(complete, time, variables.time)
    for (column, name) in zip(columns, variables.covariates) { try Self.check(complete, column, name) }
    let event = variables.event ?? 1
    if variables.event == nil, complete.contains(where: { status[$0] != 0 && status[$0] != 1 }) {
      throw PolderError(
        .algorithmUnsuitableData, "The status '\(variables.status)' has other values than 0 and 1.",
        object: variables.status,
        nextStep: "Name the value of an event in the argument 'event', for instance 2 where 1 is censored.")
    }
    let order = complete.sorted { time[$0] > time[$1] }
    times = order.map { time[$0] }
    isEvent = order.map { status[$0] == event }
    covariates = columns.map { column in order.map { column[$0] } }
  }

  var rows: Int { times.count }
  var events: Int { isEvent.count { $0 } }

  private static func check(_ rows: [Int], _ values: [Double], _ name: String) throws {
    guard rows.allSatisfy({ values[$0].isFinite }) else {
      throw PolderError(
        .algorithmUnsuitableData, "The column '\(name)' holds infinite numbers.", object: name,
        nextStep: "Leave the column out, or ask the data's steward to correct it.")
    }
  }
}
