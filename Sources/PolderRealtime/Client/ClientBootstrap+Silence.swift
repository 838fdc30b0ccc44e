import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension ClientBootstrap {
  /// Lets the system ask the other side whether it is still there: after 5 s of silence, every 2 s. A connection on
  /// which nothing is confirmed for 10 s ends.
  func probingSilence() -> ClientBootstrap {
    let probing = channelOption(.socketOption(.so_keepalive), value: 1)
    #if os(Linux)
      return
        probing
        .channelOption(.tcpOption(.init(rawValue: TCP_KEEPIDLE)), value: 5)
        .channelOption(.tcpOption(.init(rawValue: TCP_KEEPINTVL)), value: 2)
        .channelOption(.tcpOption(.init(rawValue: TCP_KEEPCNT)), value: 3)
        .channelOption(.tcpOption(.init(rawValue: TCP_USER_TIMEOUT)), value: 10_000)
    #else
      return probing
    #endif
  }
}
