import PolderCore

extension Wire.Result {
  /// The same result with its plaintext in place of what is stored.
  func saying(_ bytes: [UInt8]?) -> Wire.Result {
    Wire.Result(
      run: run, task: task, id: id, result: bytes.map { String(decoding: $0, as: UTF8.self) } ?? result,
      cleanupAt: cleanupAt, blobStorageUsed: blobStorageUsed)
  }
}

extension Wire.Run {
  /// The same run with the plaintext of its input in place of what is stored.
  func saying(_ bytes: [UInt8]) -> Wire.Run {
    Wire.Run(
      organization: organization, task: task, results: results, node: node, ports: ports, id: id,
      input: String(decoding: bytes, as: UTF8.self), assignedAt: assignedAt, startedAt: startedAt,
      finishedAt: finishedAt, status: status, log: log, cleanupAt: cleanupAt, blobStorageUsed: blobStorageUsed)
  }
}
