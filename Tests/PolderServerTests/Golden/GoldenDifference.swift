/// Where a reply differs from the recorded one on purpose.
struct GoldenDifference: Sendable {
  /// What is still compared.
  enum Extent: Sendable {
    /// The status is another; the body is the same.
    case status
    /// Status and body are others.
    case reply
    /// The status is the same; the body says it in other words or another order.
    case body
  }

  let status: Int
  let extent: Extent
  /// The number of the deviation, or what leaves it open.
  let reason: String

  init(_ status: Int, _ extent: Extent, _ reason: String) {
    self.status = status
    self.extent = extent
    self.reason = reason
  }

  static let all: [String: GoldenDifference] = {
    var all: [String: GoldenDifference] = [:]
    func set(_ names: [String], _ status: Int, _ extent: Extent, _ reason: String) {
      for name in names { all[name] = GoldenDifference(status, extent, reason) }
    }
    set(
      [
        "node.user.list", "task.status.node", "run.patch.user", "container.user", "container.node.list",
        "token.node.validate.as_user", "token.container.user", "vpn.user",
      ], 403, .reply, "1: the wrong kind of caller")
    set(["org.list.badsort", "org.list.page0", "org.list.pagex"], 400, .status, "2: a bad page or sort")
    set(["task.list.status", "task.list.run_id", "run.list.port"], 200, .reply, "4: filters that failed")
    set(["col.list.enc_true"], 200, .reply, "4: a filter that misled")
    set(["run.patch.start_nomicro"], 200, .reply, "10: a moment without fraction")
    set(
      ["org.create.pubkey", "org.create.badpubkey", "org.patch.ownkey", "node.org.patch"], 400, .reply,
      "37: no public key")
    set(["task.create.noinput", "task.create.badb64"], 400, .reply, "a request at fault is answered with 400, not 500")
    set(["col.create.encstr"], 200, .body, "who asks for encryption in words gets it")
    set(["col.list.enc_1"], 200, .body, "follows from the above")
    set(["rule.list.role", "user.list", "node.list"], 200, .body, "the contract leaves the order open; ours is by id")
    set(["task.create.dbbad"], 400, .body, "the text lists a set in any order")
    set(["user.create.escalate"], 401, .body, "the contract leaves open which rule is named first")
    set(["user.create.noname"], 201, .reply, "a name is not needed")
    set(["recover.2fa.lost.client", "2.user.create.nullorg", "2.role.update.clientnulls"], 400, .reply, "12: nulls")
    set(
      ["recover.reset.ok", "recover.reset.expired", "recover.2fa.reset", "2.recover.reset.usertoken"], 400, .reply,
      "21: a token of the incumbent")
    set(["container.study.list"], 200, .reply, "17: algorithms may read studies")
    set(["port.create.run404"], 404, .reply, "a request at fault is answered with 404, not 500")
    set(["vpn.update"], 501, .reply, "8: there is no VPN")
    set(["2.col.delete.False"], 400, .reply, "3: False is false")
    set(["2.viewer.patch.username"], 400, .reply, "14: usernames stay")
    set(["2.viewer.patch.self"], 200, .body, "22: the secret is not told")
    return all
  }()
}
