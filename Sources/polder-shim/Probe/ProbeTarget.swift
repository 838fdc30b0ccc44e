import CShim
import Glibc

/// Something that should be out of reach: an address of TCP, a path, or a file that can be written.
struct ProbeTarget {
  let text: String
  private let kind: Kind

  private enum Kind {
    case tcp(host: String, port: UInt16)
    case path(String)
    case write(String)
  }

  init(_ text: String) throws(Failure) {
    self.text = text
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.last) {
    case ("path", let path?) where path.hasPrefix("/"): kind = .path(path)
    case ("write", let path?) where path.hasPrefix("/"): kind = .write(path)
    case ("tcp", let address?):
      let ends = address.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard ends.count == 2, let port = UInt16(ends[1]), inet_addr(ends[0]) != INADDR_NONE else { fallthrough }
      kind = .tcp(host: ends[0], port: port)
    default: throw Failure(.usage, "\(text): tcp=ADDRESS:PORT, path=/PATH or write=/PATH is expected")
    }
  }

  func isReached(within patience: Duration) -> Bool {
    switch kind {
    case .path(let path): Self.exists(path)
    case .write(let path): Self.canBeWritten(path)
    case .tcp(let host, let port): Self.connects(host, port, patience)
    }
  }

  private static func exists(_ path: String) -> Bool {
    // Also what can not be read: that it can be found is too much already.
    var facts = stat()
    return lstat(path, &facts) == 0
  }

  /// Opens it and leaves it as it is.
  private static func canBeWritten(_ path: String) -> Bool {
    let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    if file >= 0 { close(file) }
    return file >= 0
  }

  /// A refusal comes from somebody, so it counts as reached, except on the own loopback interface.
  private static func connects(_ host: String, _ port: UInt16, _ patience: Duration) -> Bool {
    let number = socket(AF_INET, shim_socket_stream | O_NONBLOCK, 0)
    guard number >= 0 else { return false }
    defer { close(number) }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = port.bigEndian
    name.sin_addr.s_addr = inet_addr(host)
    let result = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result == 0 { return true }
    var problem = errno
    if problem == EINPROGRESS {
      var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
      guard poll(&waiting, 1, Int32(clamping: patience.wholeMilliseconds)) > 0 else { return false }
      var length = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(number, SOL_SOCKET, SO_ERROR, &problem, &length)
    }
    return problem == 0 || problem == ECONNREFUSED && !host.hasPrefix("127.")
  }
}
