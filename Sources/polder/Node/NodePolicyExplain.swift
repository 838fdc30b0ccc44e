import ArgumentParser
import Foundation
import PolderCore
import PolderNode
import PolderService

/// `polder node policy explain`
struct NodePolicyExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say whether a node would run an image, and which line of its configuration decides.",
    discussion: """
      Nothing is asked over the network: the digest of the image is the one that you give, and of an algorithm store \
      only its address is looked at. Ends with 0 when the run is allowed, with 1 when it is refused, and with 2 when it \
      waits for the steward.
      """)

  @Argument(help: "The image, as a task names it.") var image: String

  @OptionGroup var node: NodeNameOptions

  // `--user` is the one who starts the task.
  @Flag(help: "Look for the node into the machine's folders, in place of this user's.") var system = false

  @Option(help: "The id of the user who starts the task.") var user: Int64?
  @Option(help: "The id or the name of the organization that starts the task.") var organization: String?
  @Option(help: "The function that is called.") var method: String?
  @Option(help: "The arguments by name, as a JSON object.") var arguments: String?
  @Option(help: "The address of the algorithm store that the task names.") var store: String?
  @Option(help: "The digest of the image (sha256:…).") var digest: String?
  @Flag(help: "Answer with one JSON object.") var json = false

  func validate() throws {
    if arguments != nil, method == nil { throw ValidationError("--arguments is for a --method.") }
    _ = try named()
  }

  func run() throws {
    let configuration = try node.place(system ? .system : .user).configuration()
    let verdict = configuration.policies.verdict(try question())
    json ? print(verdict.json.text) : tell(verdict)
    switch verdict.effect {
    case .passes: return
    case .refuses: throw ExitCode(ExitStatus.failure)
    case .holds: throw ExitCode(ExitStatus.held)
    }
  }

  private func question() throws -> PolicyQuestion {
    var question = PolicyQuestion(image: image)
    question.user = user
    question.organization = organization.flatMap { Int64($0) }
    if question.organization == nil { question.organizationName = organization }
    question.store = store
    question.digest = digest
    question.input = try method.map { RunInput(method: $0, arguments: try named()) }
    return question
  }

  private func named() throws -> JSONObject {
    guard let arguments else { return [:] }
    // What is wrong with it is told as a whole.
    guard let object = try? JSONValue(parsing: arguments).object else {
      throw ValidationError("--arguments has to be a JSON object such as {\"column\": \"age\"}.")
    }
    return object
  }

  private func tell(_ verdict: PolicyVerdict) {
    for finding in verdict.findings { print("\(finding.effect.rawValue): \(finding.text) (\(finding.place.withLine))") }
    let rule = verdict.decisive.map { " by \($0.place.withLine)" } ?? ""
    print("\(image): \(verdict.word)\(rule)")
  }
}
