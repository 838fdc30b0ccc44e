import PolderCore

extension UserRecord {
  func wire(_ links: Links) -> Wire.User {
    Wire.User(
      roles: links.list("role", "user_id", id), rules: links.list("rule", "user_id", id),
      organization: organization.map(links.organization), id: id, type: "user", ip: ip, lastSeen: lastSeen,
      status: status, username: username, firstname: firstname, lastname: lastname, email: email, otpSecret: nil,
      lastEmailFailedLoginSent: failedLoginMailAt, lastEmailRecoverPasswordSent: recoveryMailAt)
  }
}
