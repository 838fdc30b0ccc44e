import PolderCore

extension ResultRecord {
  func wire(_ links: Links) -> Wire.Result {
    Wire.Result(
      run: links.run(id), task: task.map(links.task), id: id, result: result, cleanupAt: cleanupAt,
      blobStorageUsed: usesBlobs)
  }
}
