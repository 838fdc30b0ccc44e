import Glibc
import NIOCore

/// The door of a listening socket. A socket that is closed resets whoever waits in its queue, with the requests that they
/// sent already; so nobody is let in any more first, and it is closed once the queue is empty.
enum ListenerGate {
  /// What the kernel takes as a filter: how many instructions there are, and where they lie.
  private struct Program: Sendable {
    let count: UInt64
    let address: UInt64
  }

  /// Drops whatever asks for a new connection, and nothing else. An instruction is 8 bytes: operation in 16 bits, the
  /// steps to go on when true and when false in 8 each, operand in 32.
  private static let instructions: [UInt64] = [
    instruction(0x30, operand: 13),  // the byte of a TCP header that holds the flags
    instruction(0x45, whenFalse: 1, operand: 0x02),  // SYN
    instruction(0x06, operand: 0),  // dropped
    instruction(0x06, operand: 0xFFFF_FFFF),  // taken
  ]

  private static func instruction(_ code: UInt64, whenFalse: UInt64 = 0, operand: UInt64) -> UInt64 {
    code | whenFalse << 24 | operand << 32
  }

  /// Lets no connection begin any more. Those whose handshake has begun complete it, those in the queue stay there.
  /// - Returns: false where the system knows no such filter; then the queue fills until the socket is closed
  static func close(_ listener: any Channel) async -> Bool {
    guard let options = listener as? any SocketOptionProvider else { return false }
    let memory = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: instructions.count)
    defer { memory.deallocate() }
    _ = memory.initialize(fromContentsOf: instructions)
    guard let start = memory.baseAddress else { return false }
    let program = Program(count: UInt64(instructions.count), address: UInt64(UInt(bitPattern: start)))
    let attached = options.unsafeSetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_ATTACH_FILTER), value: program)
    do {
      try await attached.get()
      return true
    } catch {
      return false
    }
  }

  /// How many connections wait to be taken; nil where that can not be told.
  static func waiting(_ listener: any Channel) async -> Int? {
    guard let options = listener as? any SocketOptionProvider else { return nil }
    // For a listening socket this field is the length of its queue. A Unix socket has none of this.
    return try? await options.getTCPInfo().map { Int($0.tcpi_unacked) }.get()
  }
}
