import Foundation
import Glibc
import PolderCore

@testable import PolderNode

/// Connects to something, says something, and reads the first line of what comes back: with blocking calls on a thread of
/// their own that end within 20 seconds.
enum FirstLine {
  enum Peer: Sendable {
    case port(Int)
    case socket(String)
  }

  struct Broken: Error { let number: Int32 }

  /// The line without its end; what came when the connection ended first.
  static func of(_ peer: Peer, saying text: String = "") async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "first line").async { continuation.resume(with: Result { try read(peer, text) }) }
    }
  }

  private static func read(_ peer: Peer, _ text: String) throws -> String {
    let number = try connect(peer)
    defer { close(number) }
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    _ = Array(text.utf8).withUnsafeBytes { send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count < 4_096, recv(number, &byte, 1, 0) == 1, byte != 10 { bytes.append(byte) }
    return String(decoding: bytes.filter { $0 != 13 }, as: UTF8.self)
  }

  private static func connect(_ peer: Peer) throws -> Int32 {
    switch peer {
    case .port(let port):
      let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      return try connected(number, &address)
    case .socket(let path):
      let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
      return try connected(number, &address)
    }
  }

  private static func connected<Address>(_ number: Int32, _ address: inout Address) throws -> Int32 {
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(number, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
    guard result == 0 else {
      let broken = Broken(number: errno)
      close(number)
      throw broken
    }
    return number
  }
}
