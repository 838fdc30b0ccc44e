import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt

/// `polder task list`
struct TaskList: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List tasks, the newest first.",
    discussion: "Those of the profile's collaboration, where it has one and --everywhere is not given.")

  @Option(help: "Started by this organization.") var initiatingOrg: OrganizationID?
  @Option(help: "Started by this user.") var initiatingUser: UserID?
  @Option(help: "In this collaboration.") var collaboration: CollaborationID?
  @Option(help: "In this study.") var study: StudyID?
  @Option(help: "From this algorithm store.") var store: AlgorithmStoreID?
  @Option(help: "With an image like this; % stands for anything.") var image: String?
  @Option(help: "Made by the algorithm of this task.") var parent: TaskID?
  @Option(help: "Of the tree of tasks with this number.") var job: JobID?
  @Option(help: "With a name like this; % stands for anything.") var name: String?
  @Option(help: "With a description like this; % stands for anything.") var description: String?
  @Option(help: "That ask for a database of this label.") var database: String?
  @Option(help: "With this run.") var run: RunID?
  @Option(help: "In this status, such as pending, active, completed, failed.") var status: String?
  @Flag(help: "With --json: each task holds its results, as they are stored.") var includeResults = false
  @Flag(help: "Whatever the profile's collaboration.") var everywhere = false

  @Flag(inversion: .prefixedNo, help: "Made by a user, or by an algorithm.")
  var userCreated: Bool?

  @OptionGroup var list: ListOptions
  @OptionGroup var client: ClientOptions

  func run(_ session: PromptSession) async throws {
    let page = try await session.client.task.list(
      initiatingOrg: initiatingOrg, initiatingUser: initiatingUser,
      collaboration: everywhere ? collaboration : session.collaboration(collaboration), study: study, store: store,
      image: image, parent: parent, job: job, name: name, includeResults: includeResults, description: description,
      database: database, run: run, status: status, userCreated: userCreated, page: list.page, perPage: list.size)
    try await session.print(page, all: list.all, columns: TaskColumns.list)
  }
}
