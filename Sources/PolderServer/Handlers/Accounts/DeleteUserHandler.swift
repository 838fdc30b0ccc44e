import PolderCore
import PolderHTTP
import PolderSQL

/// Removes a user, and its tasks where that is asked for. The name is never given again (deviation 14).
struct DeleteUserHandler: Handler {
  typealias Op = DeleteUser
  static let mode = TransactionMode.write

  let context: ServerContext

  func gather(_ call: Call<Op>, _ prepared: Void, _ tx: Unit) throws -> (facts: Facts, loaded: UserRecord) {
    guard let user = try UserRepository.find(call.path, tx.sql) else {
      throw RequestRefusal(404, "user id=\(call.path) not found")
    }
    return (Facts(organization: user.organization, subject: user.id), user)
  }

  func perform(_ call: Call<Op>, _ user: UserRecord, _ grant: Grant, _ tx: Unit) throws -> Outcome<Op.Reply> {
    let count = try UserRepository.taskCount(of: user.id, tx.sql)
    if count > 0 {
      guard call.query.deleteDependents == true else {
        throw RequestRefusal(
          400,
          "User has created \(count) tasks. Please delete those first, or set the `delete_dependents` parameter to "
            + "true to delete them automatically together with this user.")
      }
      try WorkRemoval.removeTasks(where: "task.init_user_id = \(user.id)", tx)
    }
    try ServerSchema.delete(from: "user", ids: [user.id.rawValue], tx.sql)
    tx.afterCommit(context.roomsChanged)
    return Outcome(Wire.Message("user id=\(user.id) is removed from the database"))
  }
}
