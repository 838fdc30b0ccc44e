import Foundation
import Glibc

/// Speaks bytes over a Unix socket, with blocking calls on a thread of their own that end within 20 seconds.
final class RawClient: Sendable {
  struct Broken: Error { let number: Int32 }

  private let number: Int32
  private let queue = DispatchQueue(label: "raw client")

  /// Connects to a socket, however long the path of its folder is.
  init(folder: String, name: String = "proxy.sock") throws {
    let place = open(folder, O_RDONLY | O_DIRECTORY)
    defer { close(place) }
    number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("/proc/self/fd/\(place)/\(name)".utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Broken(number: errno) }
  }

  deinit { close(number) }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async throws {
    try await blocking { number in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { throw Broken(number: errno) }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Reads one answer that tells its length; nil when the connection ended first.
  func answer() async throws -> (status: Int, body: String)? {
    try await blocking { number in
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while true {
        if let answer = Self.parse(bytes) { return answer }
        let count = recv(number, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Broken(number: errno) }
        if count == 0 { return nil }
        bytes += buffer.prefix(count)
      }
    }
  }

  /// Reads to the end of the connection.
  func rest() async throws -> String {
    try await blocking { number in
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4_096)
      while true {
        let count = recv(number, &buffer, buffer.count, 0)
        guard count >= 0 else { throw Broken(number: errno) }
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += buffer.prefix(count)
      }
    }
  }

  private static func parse(_ bytes: [UInt8]) -> (status: Int, body: String)? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    let length = lines.first { $0.lowercased().hasPrefix("content-length:") }?.split(separator: " ").last
    let body = text[end.upperBound...]
    guard let status = Int(lines[0].split(separator: " ")[1]), let length = length.flatMap({ Int($0) }),
      body.utf8.count >= length
    else { return nil }
    return (status, String(body))
  }

  private func blocking<T: Sendable>(_ work: @escaping @Sendable (Int32) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in continuation.resume(with: Result { try work(number) }) }
    }
  }
}
