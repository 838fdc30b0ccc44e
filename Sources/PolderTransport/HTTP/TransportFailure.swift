import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
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
    if let known = beforeSending(error, object) { return known }
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

  /// What a person can do something about, before anything was sent.
  private static func beforeSending(_ error: any Error, _ object: String) -> PolderError? {
    switch error {
    case let error as HTTPClientError where error == .proxyAuthenticationRequired:
      return PolderError(
        .transportProxyRefused, "The proxy wants another user or password, nothing was sent.", object: object,
        nextStep: "Give both in the proxy's address.", cause: error)
    case let error as HTTPClientError where error == .invalidProxyResponse:
      return PolderError(
        .transportUnreachable, "The proxy opened no way to the server, nothing was sent.", object: object,
        nextStep: "Ask whoever runs the proxy whether it allows CONNECT to this server and port.", cause: error)
    case is NIOSSLExtraError: return untrusted(error, object)
    case NIOSSLError.handshakeFailed(let reason):
      guard !String(describing: reason).contains("CERTIFICATE_VERIFY_FAILED") else { return untrusted(error, object) }
      return PolderError(
        .transportUnreachable, "No encrypted connection came about, nothing was sent.", object: object,
        nextStep: "Check that the server speaks https on this port.", cause: error)
    default: return nil
    }
  }

  private static func untrusted(_ error: any Error, _ object: String) -> PolderError {
    PolderError(
      .transportUntrusted, "The server's certificate is not trusted here, nothing was sent.", object: object,
      nextStep: "Check the address; if the server has a certificate of an authority of its own, name that one's file.",
      cause: error)
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
