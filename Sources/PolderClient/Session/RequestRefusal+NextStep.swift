public import PolderCore

extension RequestRefusal {
  /// What a person can do about the refusal.
  public var nextStep: String {
    if let fields, !fields.isEmpty {
      return "Correct \(fields.keys.sorted().joined(separator: ", ")), and send it again."
    }
    switch status {
    // Servers answer 401 to a missing right, too.
    case 403,
      401 where code == "permission-lacking" || message.contains("permission"):
      return "Ask an administrator of your organization for the right; `role.list` shows which ones you have."
    case 401: return "Log in again."
    case 404: return "Look with the part's `list` what there is, and that you may see."
    case 409: return "Look at what is there by now, and send the request again if it is still right."
    case 413: return "Send less at a time, or ask the server's operator for a store for large inputs."
    case 429: return "Wait a little, then send it again."
    case 500...: return "Send it again later; tell the server's operator when it stays so."
    default: return "Read the message, and correct the request."
    }
  }
}
