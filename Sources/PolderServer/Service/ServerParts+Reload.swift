package import Logging
package import PolderCore
import PolderHTTP
import PolderService

extension ServerParts {
  /// Reads the certificate and opens the log anew. Connections that are there go on.
  package func reload(_ logger: Logger, at moment: Timestamp) {
    LogSettings.reopenFile()
    guard let identity else { return logger.notice("the log was opened anew") }
    do {
      try identity.reload(at: moment)
      logger.notice(
        "the certificate was read anew",
        metadata: ["file": "\(identity.files.certificate)", "good until": "\(identity.notAfter.wireText)"])
    } catch {
      logger.error("the certificate could not be read anew; the former one stays", metadata: ["reason": "\(error)"])
    }
  }
}
