import PolderCore

extension GoldenDifference {
  /// Every difference there is, by the name of its record. An entry that no record uses fails the test.
  static let all: [String: GoldenDifference] = {
    var all: [String: GoldenDifference] = [:]
    func set(_ names: [String], _ number: Int?, _ status: Int, _ reply: Reply) {
      for name in names { all[name] = GoldenDifference(status, reply, number) }
    }
    let open: Int? = nil
    for (kind, names) in [
      "user": ["run.patch.user", "token.node.validate.as_user", "token.container.user", "vpn.user"],
      "node": ["node.user.list", "task.status.node"], "container": ["container.user", "container.node.list"],
    ] { set(names, 1, 403, .says("This is not open to a \(kind).")) }
    set(["org.list.badsort", "org.list.page0", "org.list.pagex"], 2, 400, .same)
    set(["2.col.delete.False"], 3, 400, .says("Collaboration id=5 has 0 tasks, 1 nodes and 0 studies."))
    set(["task.list.status"], 4, 200, .rows([2, 1]))
    set(["task.list.run_id"], 4, 200, .rows([1]))
    set(["run.list.port"], 4, 200, .rows([]))
    set(["col.list.enc_true"], 4, 200, .rows([2, 3, 4]))
    set(["vpn.update"], 8, 501, .says("This server does not support VPN"))
    set(["run.patch.start_nomicro"], 10, 200, .has(["id": 1, "started_at": "2024-01-01T00:00:00"]))
    set(["role.patch.null"], 12, 200, .has(["id": 8, "name": "custom", "description": "dd"]))
    set(["2.role.update.clientnulls"], 12, 200, .has(["id": 8, "name": "q", "description": "dd"]))
    // A list of one is taken, and there is no such store.
    set(["store.create.colidlist"], 12, 404, .says("Algorithm store cannot be reached."))
    set(["recover.2fa.lost.client"], 12, 400, .says("No mailserver settings found in server configuration"))
    set(["2.user.create.nullorg"], 12, 201, .has(["username": "abcx", "firstname": "F", "lastname": "L"]))
    set(["2.viewer.patch.username"], 14, 400, .says("A username can not be changed."))
    set(["container.study.list"], 17, 200, .rows([1]))
    // They show tokens of the incumbent, which are good for nothing here.
    set(
      ["recover.reset.ok", "recover.reset.expired", "recover.2fa.reset", "2.recover.reset.usertoken"], 21, 400,
      .says("Invalid recovery token!"))
    set(["2.viewer.patch.self"], 22, 200, .but(["otp_secret": nil]))
    set(["org.create.pubkey"], 37, 400, .says("The public key is not an RSA key of at least 2048 bits in PEM."))
    set(["org.create.badpubkey"], 37, 400, .says("The public key is not base64."))
    set(["org.patch.ownkey", "node.org.patch"], 37, 400, .says("The public key does not hold exactly one public key."))
    set(
      ["task.create.noinput", "task.create.badb64"], 41, 400,
      .says("The input for organization id=2 is missing or not base64."))
    set(["port.create.run404"], 41, 404, .says("Run id=999 not found!"))
    set(["user.create.noname"], 41, 201, .has(["username": "nofirst", "firstname": nil, "lastname": nil]))
    set(["col.create.encstr"], 42, 200, .but(["encrypted": true]))
    // One of them is the collaboration of the line above.
    set(["col.list.enc_1"], 42, 200, .rows([2, 3, 4]))
    // The contract says that lists have no order unless one is asked for, and that of a set neither has.
    set(["rule.list.role", "user.list", "node.list"], open, 200, .another)
    set(["user.create.escalate"], open, 401, .another)
    set(["task.create.dbbad"], open, 400, .reordered)
    return all
  }()
}
