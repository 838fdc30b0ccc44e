import PolderCore
import PolderCrypto
import PolderTransport

extension RunClient {
  /// Runs with what the algorithm reads in place of what is stored.
  func opened(_ runs: [Wire.Run]) async throws -> [Wire.Run] {
    let reader = try payloads.reader(of: nil)
    return try await runs.map(atOnce: Payloads.blobsAtOnce) { try await opened($0, reader) }
  }

  /// A run with what the algorithm reads in place of what is stored, where it can be opened.
  func opened(_ run: Wire.Run) async throws -> Wire.Run { try await opened(run, try payloads.reader(of: nil)) }

  private func opened(_ run: Wire.Run, _ reader: PayloadReader) async throws -> Wire.Run {
    let task = run.task
    let origin = PayloadOrigin(kind: .input, run: run.id) { [caller] in
      if let known = task?.task { return known.initOrg?.id }
      guard let id = task?.id else { return nil }
      return try await caller.call(GetTask.self, path: id).initOrg?.id
    }
    do {
      guard let bytes = try await reader.read(run.input, isInBlob: run.blobStorageUsed, of: origin)?.bytes,
        String(validating: bytes, as: UTF8.self) != nil
      else { return run }
      return run.saying(bytes)
    } catch let error as PolderError where !error.isAboutConnection {
      // As the Python client: most inputs are for others, and stay as they are.
      return run
    } catch let refusal as RequestRefusal where [403, 404, 410, 501].contains(refusal.status) {
      return run
    }
  }
}
