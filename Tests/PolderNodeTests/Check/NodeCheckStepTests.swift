import PolderCore
import PolderCrypto
import PolderService
import Testing

@testable import PolderNode

@Suite("what a check says about what it found")
struct NodeCheckStepTests {
  private func facts(_ change: (inout NodeFacts) -> Void = { _ in }) -> NodeFacts {
    var facts = NodeFacts(source: "node.yaml", machine: MachineFact(memory: 64 << 30, processors: 4))
    var configuration = NodeConfiguration(apiKey: goodKey, serverURL: "https://a", port: 1, dataFolder: "/d")
    configuration.policies.algorithms = ["harbor.example/average"]
    facts.configuration = configuration
    facts.server = .success(ServerFact(version: "4.15.2", ahead: .zero))
    let identity = NodeIdentity(
      node: NodeID(9), name: "ward", organization: OrganizationID(2), collaboration: CollaborationID(1))
    facts.login = .success(LoginFact(identity: identity, isEncrypted: false, publicKey: ""))
    facts.runtime = .success([])
    facts.databases = [DatabaseReport(NodeDatabase(label: "a", uri: "/a.csv", type: "csv"))]
    facts.disk = DiskFact(folder: "/d", free: 100 << 30)
    change(&facts)
    return facts
  }

  private func encrypted(_ facts: inout NodeFacts, server key: String, own: PublicKey?) {
    facts.configuration?.isEncrypted = true
    facts.configuration?.privateKeyFile = "/d/private_key.pem"
    facts.key =
      own.map { .success(KeyFact(path: "/d/private_key.pem", publicKey: $0)) }
      ?? .failure(PolderError("crypto-file-unreadable", "The file can not be read: there is none."))
    guard case .success(var login)? = facts.login else { return }
    login.isEncrypted = true
    login.publicKey = key
    facts.login = .success(login)
  }

  @Test("where all is well every step says so, and none is silent")
  func fine() {
    for step in NodeCheck.steps {
      let items = step.items(facts())
      #expect(!items.isEmpty && items.allSatisfy { $0.state == .ok }, "\(items)")
    }
  }

  @Test("what is not fine comes with a remedy")
  func remedies() {
    let error = PolderError("x", "It is broken.", nextStep: "Mend it.")
    let broken = facts { facts in
      facts.problems = [error]
      facts.isOpenToOthers = true
      facts.server = .failure(error)
      facts.login = nil
      facts.runtime = .success([RuntimeFinding("sandbox", .refusal, "There is none.", nextStep: "Install bubblewrap.")])
      facts.databases = []
      facts.disk = DiskFact(folder: "/d", free: 1 << 20, isWritable: false, isOpenToOthers: true)
      facts.machine = MachineFact(memory: 1 << 30, processors: 4)
      facts.configuration?.policies.algorithms = nil
    }
    let items = NodeCheck.items(broken)
    #expect(items.filter { $0.state != .ok && ($0.nextStep ?? "").isEmpty }.isEmpty, "\(items)")
    let errors = Set(items.filter { $0.state == .error }.map(\.name))
    #expect(errors == ["configuration", "server", "runtime: sandbox", "disk"])
  }

  @Test("behind a file that can not be read nothing else is said")
  func unreadable() {
    let items = NodeCheck.items(
      facts { facts in
        facts.configuration = nil
        facts.problems = [PolderError("x", "The key is missing.")]
      })
    #expect(items.map(\.name) == ["configuration"] && items.first?.state == .error)
  }

  @Test(
    "clocks that differ: a little, much, either way",
    arguments: [(10, CheckItem.State.ok), (-10, .ok), (60, .warning), (-60, .warning), (600, .error), (-600, .error)])
  func clock(_ seconds: Int, _ state: CheckItem.State) {
    let server = ServerFact(version: "4.15.2", ahead: .seconds(seconds))
    let items = ClockStep().items(facts { $0.server = .success(server) })
    #expect(items.map(\.state) == [state])
    if state != .ok { #expect(items[0].message.contains(seconds > 0 ? "behind" : "ahead of")) }
  }

  @Test("a server that tells no time is compared through its token")
  func token() {
    let late = facts { facts in
      facts.server = .success(ServerFact(version: "4.15.2"))
      guard case .success(var login)? = facts.login else { return }
      login.ahead = .seconds(90)
      facts.login = .success(login)
    }
    #expect(ClockStep().items(late).map(\.state) == [.warning])
    #expect(ClockStep().items(facts { $0.server = nil }).map(\.state) == [.warning])
  }

  @Test("another version, and a road without TLS, are said")
  func server() {
    let old = facts { $0.server = .success(ServerFact(version: "4.9.1")) }
    #expect(ServerStep().items(old).map(\.state) == [.warning])
    let far = facts { $0.server = .success(ServerFact(version: "5.0.0")) }
    #expect(ServerStep().items(far).map(\.state) == [.error])
    let plain = facts { $0.configuration?.serverURL = "http://server.example" }
    #expect(ServerStep().items(plain).map(\.state) == [.ok, .warning])
    let own = facts { $0.configuration?.serverURL = "http://localhost" }
    #expect(ServerStep().items(own).map(\.state) == [.ok])
  }

  @Test("a contradiction about encryption is an error, whichever side says so")
  func contradiction() {
    #expect(EncryptionStep().items(facts { $0.configuration?.isEncrypted = true }).map(\.state) == [.error])
    let other = facts { facts in
      encrypted(&facts, server: "", own: nil)
      facts.configuration?.isEncrypted = false
    }
    #expect(EncryptionStep().items(other).map(\.state) == [.error])
  }

  @Test("the key: the server's own, none there yet, another, unreadable, open to others")
  func keys() throws {
    let (own, other) = (try PrivateKey.generate(bits: 2_048).publicKey, try PrivateKey.generate(bits: 2_048).publicKey)
    func states(
      _ server: String, _ key: PublicKey?, _ change: (inout NodeFacts) -> Void = { _ in }
    ) -> [CheckItem.State] {
      EncryptionStep().items(
        facts { facts in
          encrypted(&facts, server: server, own: key)
          change(&facts)
        }
      ).map(\.state)
    }
    #expect(states(own.encoded, own) == [.ok])
    #expect(states("", own) == [.warning])
    #expect(states(other.encoded, own) == [.error])
    #expect(states("garbage", own) == [.error])
    #expect(states(other.encoded, own) { $0.configuration?.overwritesKey = true } == [.warning])
    #expect(states(own.encoded, nil) == [.error])
    #expect(states(own.encoded, own) { $0.login = nil } == [.warning])
    let open = states(own.encoded, own) {
      $0.key = .success(KeyFact(path: "/k", publicKey: own, isReadableByOthers: true))
    }
    #expect(open == [.ok, .warning])
  }

  @Test("limits beyond the machine, for one run and for all at once")
  func limits() {
    let small = facts { $0.machine = MachineFact(memory: 1 << 30, processors: 1) }
    #expect(LimitStep().items(small).first?.message.contains("1.0 GiB") == true)
    let together = facts { $0.machine = MachineFact(memory: 8 << 30, processors: 4) }
    #expect(LimitStep().items(together).map(\.state) == [.warning])
    let one = facts { facts in
      facts.machine = MachineFact(memory: 8 << 30, processors: 4)
      facts.configuration?.maximumRuns = 1
    }
    #expect(LimitStep().items(one).map(\.state) == [.ok])
    let cluster = facts { facts in
      facts.machine = MachineFact(memory: 1 << 30, processors: 1)
      facts.configuration?.runtime.kind = .slurm
    }
    #expect(LimitStep().items(cluster).map(\.state) == [.ok])
  }

  @Test("a disk that fills up")
  func disk() {
    func states(_ free: Int, files: Int? = nil) -> [CheckItem.State] {
      DiskStep().items(facts { $0.disk = DiskFact(folder: "/d", free: free, freeFiles: files) }).map(\.state)
    }
    #expect(states(100 << 30) == [.ok])
    #expect(states(2 << 30) == [.warning])
    #expect(states(1 << 20) == [.error])
    #expect(states(100 << 30, files: 10) == [.warning])
    #expect(DiskFact(under: "/proc/self/no/such/folder")?.folder == "/proc/self")
  }

  @Test("policies that allow everything are said to")
  func policies() {
    func states(_ algorithms: [String]?) -> [CheckItem.State] {
      PolicyStep().items(facts { $0.configuration?.policies.algorithms = algorithms }).map(\.state)
    }
    #expect(states(nil) == [.warning])
    #expect(states(["^.*"]) == [.ok, .warning])
    let stores = facts { facts in
      facts.configuration?.policies.algorithms = nil
      facts.configuration?.policies.stores = ["https://store.example"]
    }
    #expect(PolicyStep().items(stores).map(\.state) == [.ok])
  }
}
