import AsyncHTTPClient
import NIOCore
import NIOPosix
import PolderCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tells failures before a request was sent from those after which the other side may have seen it.
enum TransportFailure {
  static func polderError(for error: any Error, object: String) -> PolderError {
    if isBeforeSending(error) {
      return PolderError(
        .transportUnreachable, "No connection came about, nothing was sent.", object: object,
        nextStep: "Check the address, and that the other side is running.", cause: error)
    }
    if let error = error as? HTTPClientError, [.readTimeout, .writeTimeout, .deadlineExceeded].contains(error) {
      return PolderError(
        .transportTimeout, "No complete answer came in time.", object: object,
        nextStep: "The other side may have received the request; look before repeating it.", cause: error)
    }
    return PolderError(
      .transportInterrupted, "The connection broke before the answer was complete.", object: object,
      nextStep: "The other side may have received the request; look before repeating it.", cause: error)
  }

  private static func isBeforeSending(_ error: any Error) -> Bool {
    if error is NIOConnectionError || error is SocketAddressError { return true }
    if let error = error as? HTTPClientError { return beforeSending.contains(error) || isRefusedRequest(error) }
    if case .connectTimeout? = error as? ChannelError { return true }
    // Only these come from connect(2); a broken pipe or a reset may come later.
    if let error = error as? IOError {
      return [ECONNREFUSED, ENOENT, EACCES, ENETUNREACH, EHOSTUNREACH, ENOTSOCK, ENAMETOOLONG].contains(error.errnoCode)
    }
    return false
  }

  private static let beforeSending: [HTTPClientError] = [
    .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .alreadyShutdown, .invalidURL, .emptyHost,
    .emptyScheme, .missingSocketPath, .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .traceRequestWithBody,
  ]

  /// The client checks header fields before it connects.
  private static func isRefusedRequest(_ error: HTTPClientError) -> Bool {
    let text = error.description
    return text.contains("invalidHeaderField") || text.contains("unsupportedScheme")
  }
}
