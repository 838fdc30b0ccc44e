import Glibc

/// The way between the relay and the gate: a connection through a Unix socket that stands for one of TCP.
///
/// Who comes to the socket names a place first. One byte answers once there is a connection to that place, and from then on
/// bytes are carried as they are; where there can be none, the socket is closed without it.
enum Crossing {
  /// How long a connection is sought: those who work together start at different times.
  static let patience = Duration.seconds(60)
  private static let connected: [UInt8] = [0]

  /// Carries a connection of TCP through the socket of the other helper; without a way it is reset.
  static func enter(_ socket: Endpoint, place: [UInt8], _ near: Int32) {
    TCPOptions.hurry(near)
    let caller = Caller(socket: near)
    guard let far = caller.reach(socket, within: Forward.patience), SocketBytes.write(place, to: far.number),
      SocketBytes.read(1, from: far.number, within: patience + Forward.patience, for: caller) == connected,
      SocketPipe.carry(near, far.number)
    else {
      TCPOptions.resetAtClose(near)
      return
    }
  }

  /// Carries what comes through our own socket on to the place that it names.
  /// - Parameters:
  ///   - near: what came through it
  ///   - count: so many bytes name a place
  ///   - find: the place; nil where nobody may go
  ///   - source: our own address on the way to it, nil while there is no way; without this it is the kernel that knows
  static func leave(
    _ near: Int32, count: Int, find: ([UInt8]) -> SocketAddress?, source: ((SocketAddress) -> IPv4Address?)? = nil
  ) {
    let caller = Caller(socket: near)
    guard let bytes = SocketBytes.read(count, from: near, within: .seconds(10)), let place = find(bytes),
      place.port > 0,
      let far = caller.reach(
        within: patience,
        attempt: { deadline in
          let far = Endpoint.address(place.address, place.port)
          guard let source else { return far.connected(for: caller, until: deadline) }
          return source(place).flatMap { far.connected(for: caller, until: deadline, from: $0) }
        })
    else { return }
    TCPOptions.hurry(far.number)
    TCPOptions.keepAlive(far.number)
    guard SocketBytes.write(connected, to: near), SocketPipe.carry(near, far.number) else {
      TCPOptions.resetAtClose(far.number)
      return
    }
  }
}
