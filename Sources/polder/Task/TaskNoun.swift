import ArgumentParser

/// `polder task`
struct TaskNoun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "Let organizations compute, and read what they give back.",
    subcommands: [
      TaskCreate.self, TaskList.self, TaskShow.self, TaskWait.self, TaskResults.self, TaskLogs.self, TaskKill.self,
      TaskDelete.self,
    ])
}
