import PolderSQL

extension ServerSchema {
  /// Who may log in, and what they may do.
  static let principals: [Table] = [
    Table(
      "authenticatable",
      [
        .init("id", .serial), .init("type", .varchar(50)), .init("ip", .varchar(nil)), .init("last_seen", .timestamp),
        .init("status", .varchar(nil)),
      ], [.primaryKey]),
    Table(
      "rule",
      [
        .init("id", .serial), .init("name", .text), .init("operation", .enumeration("operation", width: 7)),
        .init("scope", .enumeration("scope", width: 13)), .init("description", .varchar(nil)),
      ], [.primaryKey]),
    Table(
      "organization",
      [
        .init("id", .serial), .init("name", .varchar(nil)), .init("domain", .varchar(nil)),
        .init("address1", .varchar(nil)), .init("address2", .varchar(nil)), .init("zipcode", .varchar(nil)),
        .init("country", .varchar(nil)), .init("_public_key", .blob),
      ], [.primaryKey, .unique("name")]),
    Table(
      "collaboration", [.init("id", .serial), .init("name", .varchar(nil)), .init("encrypted", .boolean)],
      [.primaryKey, .unique("name")]),
    Table(
      "user",
      [
        .init("id", .key), .init("username", .varchar(nil)), .init("password", .varchar(nil)),
        .init("firstname", .varchar(nil)), .init("lastname", .varchar(nil)), .init("email", .varchar(nil)),
        .init("organization_id", .integer), .init("failed_login_attempts", .integer),
        .init("last_login_attempt", .timestamp), .init("otp_secret", .varchar(32)),
        .init("last_email_failed_login_sent", .timestamp), .init("last_email_recover_password_sent", .timestamp),
      ],
      [
        .primaryKey, .reference("id", to: "authenticatable"), .unique("username"), .unique("email"),
        .reference("organization_id", to: "organization"),
      ]),
    Table(
      "node",
      [
        .init("id", .key), .init("name", .varchar(nil)), .init("api_key", .varchar(nil)),
        .init("collaboration_id", .integer), .init("organization_id", .integer),
      ],
      [
        .primaryKey, .reference("id", to: "authenticatable"), .unique("name"),
        .reference("collaboration_id", to: "collaboration"), .reference("organization_id", to: "organization"),
      ]),
  ]
}
