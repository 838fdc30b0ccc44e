import PolderCore
import PolderSQL

/// What replies about tasks hold beside the tasks' own rows; read with one statement each, however many tasks.
struct TaskRelations {
  let states: [TaskID: TaskState]
  let databases: [TaskID: [Wire.TaskDatabase]]
  /// The runs, where they were asked for.
  let runs: [TaskID: [Wire.Run]]?
  /// The results, where they were asked for.
  let results: [TaskID: [Wire.Result]]?

  init(of tasks: [TaskID], include: [String] = [], _ links: Links, _ sql: Transaction) throws {
    states = try TaskRepository.states(of: tasks, sql)
    databases = try TaskRepository.databases(of: tasks, sql)
    runs = include.contains("runs") ? try Self.runs(of: tasks, links, sql) : nil
    results = include.contains("results") ? try Self.results(of: tasks, links, sql) : nil
  }

  private static func runs(of tasks: [TaskID], _ links: Links, _ sql: Transaction) throws -> [TaskID: [Wire.Run]] {
    let records = try RunRepository.find(ofTasks: tasks, sql)
    let relations = try RunRelations(of: records, includesTasks: false, links, sql)
    var runs: [TaskID: [Wire.Run]] = [:]
    for record in records {
      guard let task = record.task else { continue }
      runs[task, default: []].append(record.wire(links, relations))
    }
    return runs
  }

  private static func results(
    of tasks: [TaskID], _ links: Links, _ sql: Transaction
  ) throws -> [TaskID: [Wire.Result]] {
    var results: [TaskID: [Wire.Result]] = [:]
    for record in try RunRepository.results(ofTasks: tasks, sql) {
      guard let task = record.task else { continue }
      results[task, default: []].append(record.wire(links))
    }
    return results
  }
}
