import PolderCore

extension OrganizationRecord {
  func wire(_ links: Links) -> Wire.Organization {
    Wire.Organization(
      collaborations: links.list("collaboration", "organization_id", id),
      nodes: links.list("node", "organization_id", id), users: links.list("user", "organization_id", id),
      tasks: links.list("task", "init_org_id", id), runs: links.list("run", "organization_id", id),
      studies: links.list("study", "organization_id", id), publicKey: publicKey.map(Base64.encode) ?? "", id: id,
      name: name, domain: domain, address1: address1, address2: address2, zipcode: zipcode, country: country)
  }
}
