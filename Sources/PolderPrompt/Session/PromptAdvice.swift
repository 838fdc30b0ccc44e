import PolderClient
public import PolderCore

/// What to do next, said for people at the prompt where the library speaks to programs.
public enum PromptAdvice {
  /// The advice for an error: its own where that names a verb of this program, else ours, where there is one.
  public static func next(for error: PolderError) -> String? {
    if let own = error.nextStep, own.contains("polder ") { return own }
    return advice[error.code.rawValue] ?? error.nextStep
  }

  /// The advice for a refusal; nil when there is none.
  public static func next(for refusal: RequestRefusal) -> String? {
    if let advice = refusals[refusal.code.rawValue] { return advice }
    if refusal.code.rawValue.hasPrefix("token-") {
      return "Log in again: `polder login`; or give another POLDER_TOKEN."
    }
    return byStatus(refusal)
  }

  private static func byStatus(_ refusal: RequestRefusal) -> String? {
    switch refusal.status {
    // Servers answer 401 to a missing right, too.
    case 403,
      401 where refusal.code == "permission-lacking" || refusal.message.contains("permission"):
      "`polder whoami` shows your roles. Ask an administrator of your organization for the right."
    case 401: "Log in again: `polder login`."
    case 404,
      400 where refusal.message.contains("does not exist"):
      "Look with the noun's `list` what there is."
    case 400, 409, 422: "Change what the server names; `--help` behind the verb tells what it takes."
    case 429: "Wait a little, then try again."
    case 500...: "Try again later; tell the server's operator when it stays so."
    default: refusal.nextStep
    }
  }

  private static let refusals = [
    "login-failed": "Check the password. After several failures a server locks the account for some minutes.",
    "store-address-loopback": "Give --force when server and store are there for development.",
    "store-unreachable": "Check the address of the store, with its API's prefix at the end.",
    "task-finished": "Read what came of it: `polder task results ID`.",
  ]

  private static let advice = [
    "client-wait-timeout": "`polder task wait ID` waits again; `polder run list --task ID` shows where its runs stand.",
    "session-missing": "Run `polder login`.",
    "client-no-collaboration": "Give --collaboration, or run `polder profile set --collaboration ID` once.",
    "client-no-organization": "Give --organization.",
    "client-no-store": "Give --store.",
    "client-encryption-contradiction":
      "Ask the other organizations whether the collaboration is encrypted. If it is: `polder profile set --key FILE`. "
      + "If it is not: `polder profile set --unset key`.",
    "client-other-key":
      "Use the private key that belongs to it: `polder profile set --key FILE`. Only when it is lost: "
      + "`polder key upload --overwrite`; what was encrypted for it can not be read then.",
    "key-changed":
      "Ask the organization by telephone or in person for its fingerprint. If it names the new one: "
      + "`polder key verify FINGERPRINT --organization ID --replace`. If not, tell the server's operator.",
    "key-unknown":
      "If the organization was to run the task: `polder key fingerprint --organization ID` pins the key that the server has. "
      + "Compare its fingerprint with what the organization tells you.",
    "key-fingerprint-differs":
      "Ask the organization again. If it names this fingerprint for certain: `polder key verify … --replace`.",
    "client-file-exists": "Name another file, or give --replacing.",
    "crypto-file-exists": "Name another file, or give --replacing when its key is not needed any more.",
    "result-missing": "Read what the algorithm printed: `polder task logs ID`.",
    "result-unreadable": "Write it to a file as it is: `polder task results ID --run RUN --output FILE`.",
  ]
}
