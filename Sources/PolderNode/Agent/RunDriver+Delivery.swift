import Logging
import PolderCore

extension RunDriver {
  /// Seals what leaves and tells the server; both may be done again, after a crash as well.
  func deliver(_ report: RunReport) async {
    do {
      let result = try await services.payloads.put(report, of: assignment)
      try await services.server.deliver(assignment.run, report, result: result)
      send(.done(.deliver))
    } catch let trouble as ServerTrouble {
      send(.failed(.deliver, trouble))
    } catch is CancellationError {
      // The node stops; the next one delivers.
    } catch let error as PolderError where !RunPayloads.isPassing(error) {
      logger.error(
        "the result can not be sealed", metadata: ["cause": "\(error.message)", "code": "\(error.code.rawValue)"])
      send(.broken(.deliver, .failed, reason: Self.words(error)))
    } catch {
      send(.failed(.deliver, ServerTrouble(error)))
    }
  }
}
