import PolderCore

extension RunRecord {
  func wire(_ links: Links, _ relations: RunRelations) -> Wire.Run {
    Wire.Run(
      organization: organization.map(links.organization), task: relations.task(of: self, links),
      results: links.result(id), node: relations.node(of: self), ports: relations.ports(of: id), id: id, input: input,
      assignedAt: assignedAt, startedAt: startedAt, finishedAt: finishedAt,
      status: status ?? RunStatus.unknownError.rawValue, log: log, cleanupAt: cleanupAt, blobStorageUsed: usesBlobs)
  }
}
