import Foundation
import PolderCore

/// Finds out by which numbers an image means its user.
struct ImageUsers: Sendable {
  let client: EngineClient

  /// The user of an image; nil for root, and for a name that the image itself does not know.
  func user(of image: LocalImage, _ names: ContainerNames) async throws -> ContainerUser? {
    if image.user.isEmpty || image.user == "root" { return nil }
    let isNumber = !image.user.contains { !$0.isNumber && $0 != ":" }
    if isNumber, image.user.contains(":") { return ContainerUser(image.user) }
    // The files of an image can be looked at in a container alone, which never runs.
    let walls = ContainerWalls(
      limits: RunLimits(memoryBytes: 64 << 20), relaxation: ContainerRelaxation(image: ""), network: "none", mounts: [],
      limitsEachProcess: false, logDriver: "none")
    let body = ContainerBody(
      image: image.id, user: .nobody, entrypoint: ["/none"],
      labels: [("vantage6-type", "algorithm-helper"), (ContainerNames.node, names.mark)], walls: walls)
    let container = try await client.create("vantage6-\(names.node)-look-\(UUID().uuidString.prefix(8))", body.json).id
    do {
      let users = try await file("/etc/passwd", of: container)
      let groups = try await file("/etc/group", of: container)
      try await client.remove(container, force: true)
      return PasswordFile.find(image.user, users: users, groups: groups)
    } catch {
      // The error tells more than a container that stays.
      _ = try? await client.remove(container, force: true)
      throw error
    }
  }

  private func file(_ path: String, of container: String) async throws -> [UInt8] {
    guard let archive = try await client.archive(path, of: container, limit: 4 << 20) else { return [] }
    return TarArchive.firstFile(of: archive) ?? []
  }
}
