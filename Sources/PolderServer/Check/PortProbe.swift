import Foundation
import NIOCore
import NIOPosix

/// Looks whether a port can be listened at, or whether somebody listens there.
enum PortProbe {
  /// What came of it.
  enum Listening: Equatable {
    case free
    case taken
    case forbidden
    case unknown(String)
  }

  /// Listens for a moment.
  static func listens(_ host: String, _ port: Int) -> Listening {
    do {
      let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: host, port: port).wait()
      try channel.close().wait()
      return .free
    } catch let error as IOError {
      switch error.errnoCode {
      case EADDRINUSE: return .taken
      case EACCES: return .forbidden
      default: return .unknown("\(error)")
      }
    } catch {
      return .unknown("\(error)")
    }
  }

  /// Whether somebody takes a connection within some seconds.
  static func connects(_ host: String, _ port: Int, within seconds: Int64) -> Bool {
    do {
      let channel = try ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(.seconds(seconds)).connect(host: host, port: port).wait()
      channel.close(promise: nil)
      return true
    } catch {
      return false
    }
  }
}
