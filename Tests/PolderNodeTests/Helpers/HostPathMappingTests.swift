import PolderCore
import PolderTransport
import Testing

@testable import PolderNode

@Suite("paths of the node's own container, on the machine")
struct HostPathMappingTests {
  /// As Docker 20.10 and later tell it; Podman's has the same fields.
  private let inspected = """
    {"Id": "4f1e", "Mounts": [
      {"Type": "volume", "Name": "vantage6-north-user-vol",
       "Source": "/var/lib/docker/volumes/vantage6-north-user-vol/_data", "Destination": "/mnt/data",
       "Driver": "local", "Mode": "rw", "RW": true, "Propagation": ""},
      {"Type": "bind", "Source": "/srv/lung.csv", "Destination": "/mnt/lung.csv", "Mode": "ro", "RW": false},
      {"Type": "bind", "Source": "/srv/images", "Destination": "/mnt/data/images/", "Mode": "", "RW": true},
      {"Type": "tmpfs", "Source": "", "Destination": "/mnt/tmp", "Mode": "", "RW": true}]}
    """

  private func mapping() throws -> HostPathMapping { try HostPathMapping(container: JSONValue(parsing: inspected)) }

  @Test("a path in a volume lies where the engine keeps the volume, and names it")
  func volume() throws {
    let place = try mapping().place(of: "/mnt/data/task-000000007/input")
    #expect(place.source == "/var/lib/docker/volumes/vantage6-north-user-vol/_data/task-000000007/input")
    #expect(place.volume == "vantage6-north-user-vol" && place.subpath == "task-000000007/input")
    #expect(place.isWritable)
    let whole = try mapping().place(of: "/mnt/data/")
    #expect(whole.subpath.isEmpty && whole.source.hasSuffix("/_data"))
  }

  @Test("a path that is bound lies at its source; the deepest mount counts")
  func bind() throws {
    #expect(try mapping().place(of: "/mnt/lung.csv").source == "/srv/lung.csv")
    #expect(try !mapping().place(of: "/mnt/lung.csv").isWritable)
    #expect(try mapping().place(of: "/mnt/data/images/a").source == "/srv/images/a")
    #expect(try mapping().place(of: "/mnt/data/images").volume == nil)
  }

  @Test(
    "what lies in the container alone, or is no plain path, is refused",
    arguments: [
      "/usr/lib/polder/polder-shim", "/mnt/dataset", "/mnt", "/mnt/tmp/x", "mnt/data", "/mnt/data/../../etc/shadow", "",
    ])
  func alone(_ path: String) async throws {
    let mapping = try mapping()
    let error = await failure { try mapping.place(of: path) }
    #expect(error?.code == .hostPathUnknown && error?.nextStep != nil)
  }

  @Test("on the machine itself every path is what it is")
  func identity() throws {
    #expect(HostPathMapping.identity.isIdentity)
    #expect(try HostPathMapping.identity.place(of: "/srv/./data//x").source == "/srv/data/x")
  }

  @Test("an answer that is none is told")
  func noAnswer() async throws {
    let error = await failure { try HostPathMapping(container: ["message": "No such container"]) }
    #expect(error?.code == .ownContainerUnknown)
  }

  @Test("an engine that does not know the container is one of the machine, unless it has to")
  func unknownToEngine() async throws {
    let engine = StandInEngine(status: 404, body: #"{"message": "No such container"}"#)
    #expect(try await HostPathMapping.current(through: engine, identifier: "4f1e", isRequired: false).isIdentity)
    #expect(try await HostPathMapping.current(through: engine, identifier: nil, isRequired: false).isIdentity)
    for identifier in ["4f1e", nil] {
      let error = await failure {
        try await HostPathMapping.current(through: engine, identifier: identifier, isRequired: true)
      }
      #expect(error?.code == .ownContainerUnknown && error?.nextStep != nil)
    }
    let broken = StandInEngine(status: 500, body: "{}")
    #expect(
      await failure { try await HostPathMapping.current(through: broken, identifier: "4f1e", isRequired: false) }?.code
        == .ownContainerUnknown)
  }

  @Test("an engine that knows the container tells its mounts")
  func knownToEngine() async throws {
    let engine = StandInEngine(status: 200, body: inspected)
    let mapping = try await HostPathMapping.current(through: engine, identifier: "4f1e", isRequired: true)
    #expect(try mapping.place(of: "/mnt/lung.csv").source == "/srv/lung.csv")
  }

  @Test("the own container is known by the files that engines mount, else by the name of the host")
  func identifier() {
    let number = String(repeating: "0123456789abcdef", count: 4)
    let docker = """
      1201 1150 0:45 / / rw,relatime - overlay overlay rw
      1210 1201 8:1 /var/lib/docker/containers/\(number)/resolv.conf /etc/resolv.conf rw - ext4 /dev/sda1 rw
      """
    let podman = "1 2 0:9 /storage/overlay-containers/\(number)/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw"
    #expect(OwnContainer.identifier(mountInfo: docker, hostName: "ward") == number)
    #expect(OwnContainer.identifier(mountInfo: podman, hostName: "ward") == number)
    #expect(OwnContainer.identifier(mountInfo: "", hostName: "0123456789ab") == "0123456789ab")
    #expect(OwnContainer.identifier(mountInfo: "", hostName: "ward") == nil)
    #expect(OwnContainer.identifier(mountInfo: "\(number) \(number)", hostName: "0123456789AB") == nil)
  }
}
