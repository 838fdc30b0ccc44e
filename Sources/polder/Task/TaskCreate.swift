import ArgumentParser
import PolderClient
import PolderCore
import PolderPrompt
import PolderTransport

/// `polder task create`
struct TaskCreate: ClientCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make a task: let organizations run an algorithm.",
    discussion: """
      polder task create --image harbor.example/average --organization 1 --organization 2 --method partial \
      --kwarg column=age --database default --wait

      The input is encrypted when the profile has a private key (`polder profile set --key FILE`).
      """)

  @OptionGroup var input: TaskInputOptions

  @Option(help: "The image of the algorithm.")
  var image: String

  @Option(name: .customLong("organization"), help: "An organization that shall run it. Can be given several times.")
  var organizations: [OrganizationID] = []

  @Option(help: "The collaboration; the profile's where none is named.")
  var collaboration: CollaborationID?

  @Option(help: "The study, in place of a collaboration.")
  var study: StudyID?

  @Option(
    name: .customLong("database"),
    help: ArgumentHelp(
      "A database by its label at the nodes, or as JSON with label and settings. Can be given several times.",
      valueName: "label"))
  var databases: [String] = []

  @Option(help: "The name of the task; that of the method where none is given.")
  var name: String?

  @Option(help: "What it is for.")
  var description = ""

  @Option(help: "The algorithm store to take the image from.")
  var store: AlgorithmStoreID?

  @Option(help: "The address under which the store knows the server.")
  var serverUrl: String?

  @Flag(help: "Wait until it has ended, and print the results.")
  var wait = false

  @OptionGroup var client: ClientOptions

  func validate() throws {
    if organizations.isEmpty {
      throw ValidationError("Name who shall run it: --organization ID, once or several times.")
    }
  }

  func run(_ session: PromptSession) async throws {
    let input = try input.algorithmInput()
    let databases = try databases.map(DatabaseText.request)
    let place = study == nil ? try session.requiredCollaboration(collaboration) : collaboration
    try await session.setUpEncryption()
    let progress = session.progress("Sending")
    let task = try await progress.during {
      try await session.client.task.create(
        organizations: organizations, name: name ?? input.method, image: image, description: description, input: input,
        collaboration: place, study: study, store: store, serverURL: serverUrl, databases: databases,
        progress: { sent in progress.update { $0.subject = "Sending \(sent.bytes / 1_000_000) MB" } })
    }
    guard wait else { return try session.print(task, columns: TaskColumns.list) }
    session.printer.note("Task \(task.id) was made.")
    try await tellAbsent(session, place)
    try await TaskWaiting(session: session).show(task.id, timeout: nil)
  }

  /// Says whose node is away: its run waits until it comes.
  private func tellAbsent(_ session: PromptSession, _ place: CollaborationID?) async throws {
    guard let place else { return }
    let away: [Wire.Node]
    do {
      away = try await session.client.node.list(collaboration: place, isOnline: false, perPage: 100).all()
    } catch let refusal as RequestRefusal where [401, 403].contains(refusal.status) {
      // Who may not see nodes can wait for them all the same.
      return
    }
    for organization in organizations where away.contains(where: { $0.organization?.id == organization }) {
      session.printer.note("The node of organization \(organization) is offline; its run waits until it comes.")
    }
  }
}
