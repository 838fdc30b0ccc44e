import Testing

@testable import PolderNode

@Suite("the life of an attempt to be in the VPN")
struct VPNMachineTests {
  private static let own = "10.76.0.3"
  private static let settings = VPNSettings(subnet: "10.76.0.0/16")

  /// A machine after some events, all at the beginning of time.
  private func machine(_ events: [VPNMachine.Event]) -> VPNMachine {
    var machine = VPNMachine(Self.settings)
    for event in events { _ = machine.handle(event, at: .zero) }
    return machine
  }

  private static let kept: [VPNMachine.Event] = [.begin(hasConfiguration: true), .started]
  private static let fresh: [VPNMachine.Event] = [.begin(hasConfiguration: false), .configured, .started]
  private static let joined: [VPNMachine.Event] = kept + [.looked([own]), .told(true)]

  @Test("without a configuration the server is asked; with one the client is started at once")
  func begin() {
    var machine = machine([])
    #expect(machine.handle(.begin(hasConfiguration: false), at: .zero) == [.configure])
    #expect(machine.handle(.configured, at: .zero) == [.start])
    #expect(machine.handle(.started, at: .zero) == [.look(after: .zero)])
    machine = self.machine([])
    #expect(machine.handle(.begin(hasConfiguration: true), at: .zero) == [.start])
  }

  @Test("a server that gives no configuration, or a client that can not be started, ends the attempt with the reason")
  func failures() {
    var machine = machine([.begin(hasConfiguration: false)])
    #expect(machine.handle(.notConfigured("no VPN"), at: .zero) == [.stop, .end("no VPN")])
    machine = self.machine([.begin(hasConfiguration: true)])
    #expect(machine.handle(.notStarted("no image"), at: .zero) == [.stop, .end("no image")])
    #expect(machine.state == .ended)
  }

  @Test("a tunnel is looked for every second, and its address told to the server")
  func joins() {
    var machine = machine(Self.kept)
    #expect(machine.handle(.looked([]), at: .seconds(3)) == [.look(after: .seconds(1))])
    #expect(machine.handle(.looked([Self.own]), at: .seconds(4)) == [.serve, .tell(Self.own)])
    #expect(machine.handle(.told(true), at: .seconds(4)) == [.look(after: .seconds(10))])
    #expect(machine.handle(.looked([Self.own]), at: .seconds(14)) == [.look(after: .seconds(10))])
  }

  @Test("a look that fails says nothing of a tunnel that is there, and a minute of them that there is none")
  func unseen() {
    var machine = machine(Self.joined)
    #expect(machine.handle(.unseen, at: .seconds(500)) == [.look(after: .seconds(10))])
    #expect(machine.state == .joined(Self.own))
    machine = self.machine(Self.fresh)
    #expect(machine.handle(.unseen, at: .seconds(59)) == [.look(after: .seconds(1))])
    #expect(machine.handle(.unseen, at: .seconds(60)).first == .stop)
  }

  @Test("an earlier configuration that leads to no tunnel within a minute is replaced once, a fresh one is not")
  func stale() {
    var machine = machine(Self.kept)
    #expect(machine.handle(.looked([]), at: .seconds(59)) == [.look(after: .seconds(1))])
    #expect(machine.handle(.looked([]), at: .seconds(60)) == [.stop, .configure])
    #expect(machine.handle(.configured, at: .seconds(61)) == [.start])
    #expect(machine.handle(.started, at: .seconds(61)) == [.look(after: .zero)])
    #expect(machine.handle(.looked([]), at: .seconds(120)) == [.look(after: .seconds(1))])
    let last = machine.handle(.looked([]), at: .seconds(121))
    #expect(last == [.stop, .end("there was no tunnel within 60.0 seconds")])
  }

  @Test("an address outside `vpn_subnet` is never told, with an earlier configuration nor a fresh one")
  func otherNetwork() {
    var machine = machine(Self.kept)
    #expect(machine.handle(.looked(["10.8.0.2"]), at: .zero) == [.stop, .configure])
    machine = self.machine(Self.fresh)
    let last = machine.handle(.looked(["10.8.0.2"]), at: .zero)
    #expect(last == [.stop, .end("the tunnel's address 10.8.0.2 is not in `vpn_subnet`")])
    machine = self.machine(Self.fresh)
    #expect(machine.handle(.looked(["fd00::2", Self.own]), at: .zero) == [.serve, .tell(Self.own)])
    machine = self.machine(Self.joined)
    let left = machine.handle(.looked(["10.8.0.2"]), at: .zero)
    #expect(left.first == .tell(nil) && left.dropFirst().first == .stop)
  }

  @Test("what the server was not told is told at each look until it has it")
  func retold() {
    var machine = machine(Self.kept + [.looked([Self.own])])
    #expect(machine.handle(.told(false), at: .zero) == [.look(after: .seconds(10))])
    #expect(machine.handle(.looked([Self.own]), at: .seconds(10)) == [.tell(Self.own)])
    #expect(machine.handle(.told(true), at: .seconds(10)) == [.look(after: .seconds(10))])
    #expect(machine.handle(.looked([Self.own]), at: .seconds(20)) == [.look(after: .seconds(10))])
  }

  @Test("a tunnel that goes is told at once, has a minute to come back, and may have another address then")
  func goes() {
    var machine = machine(Self.joined)
    #expect(machine.handle(.looked([]), at: .seconds(10)) == [.tell(nil)])
    #expect(machine.handle(.told(true), at: .seconds(10)) == [.look(after: .seconds(1))])
    #expect(machine.handle(.looked([]), at: .seconds(69)) == [.look(after: .seconds(1))])
    var returned = machine
    #expect(returned.handle(.looked(["10.76.9.9"]), at: .seconds(69)) == [.tell("10.76.9.9")])
    #expect(machine.handle(.looked([]), at: .seconds(70)) == [.stop, .end("the tunnel is gone")])
  }

  @Test("a server that did not hear that the tunnel is gone hears it at the next look, and at the end")
  func unheard() {
    var machine = machine(Self.joined + [.looked([]), .told(false)])
    #expect(machine.handle(.looked([]), at: .seconds(1)) == [.tell(nil)])
    #expect(machine.handle(.told(false), at: .seconds(1)) == [.look(after: .seconds(1))])
    #expect(machine.handle(.looked([]), at: .seconds(60)) == [.tell(nil), .stop, .end("the tunnel is gone")])
  }

  @Test("a client that is removed by somebody ends the attempt; before the tunnel a fresh configuration is tried")
  func removed() {
    var machine = machine(Self.kept)
    #expect(machine.handle(.clientGone, at: .zero) == [.stop, .configure])
    machine = self.machine(Self.joined)
    #expect(machine.handle(.clientGone, at: .zero) == [.tell(nil), .stop, .end("the VPN client has ended")])
  }

  @Test("a late word changes nothing")
  func late() {
    var machine = machine(Self.joined)
    let before = machine
    for event in [VPNMachine.Event.started, .configured, .notConfigured(""), .begin(hasConfiguration: true)] {
      #expect(machine.handle(event, at: .zero) == [])
    }
    #expect(machine == before)
  }
}
