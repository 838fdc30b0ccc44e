import PolderCore

extension RoleRecord {
  func wire(_ links: Links) -> Wire.Role {
    Wire.Role(
      rules: links.list("rule", "role_id", id), users: links.list("user", "role_id", id),
      organization: organization.map(links.organization), id: id, name: name, description: description,
      isDefaultRole: isDefault)
  }
}
