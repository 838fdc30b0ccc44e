import Foundation
import PolderCore

/// Gives files to the user of a container, which may be another than the node's.
struct RunFiles: Sendable {
  let choice: UserChoice
  let user: ContainerUser
  /// Where copies go of what the user may not read.
  let copies: String

  /// The bindings with all that the user can use.
  func prepare(_ bindings: [RunOrder.Binding]) throws -> [RunOrder.Binding] {
    guard choice.mustGive(to: user) else { return bindings }
    return try bindings.enumerated().map { index, binding in
      guard binding.isWritable else { return try readable(binding, number: index) }
      if binding.target == "/mnt/tmp" {
        // Runs of one job may have different users; the folders above let nobody else in.
        guard chmod(binding.source, 0o777) == 0 else { throw Self.failure(binding.source) }
      } else if binding.target.hasPrefix("/mnt/data/") {
        try give(binding.source)
      }
      // A database that may be written to stays whose it is.
      return binding
    }
  }

  /// What the node has made for the run belongs to the container's user from now on.
  private func give(_ path: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: path) { try own(path + "/" + name) }
    try own(path)
  }

  private func readable(_ binding: RunOrder.Binding, number: Int) throws -> RunOrder.Binding {
    guard let rights = FileRights(binding.source), !rights.mayBeRead(by: user) else { return binding }
    guard rights.kind == .file else {
      throw PolderError(
        .runtimeStartFailed, "The folder can not be read by the user of the container (\(user)).",
        object: binding.source,
        nextStep: "Let others or group \(user.group) read it, or name a user under runtime: container: relax.")
    }
    try NodeFolders.makeFolder(copies)
    let copy = "\(copies)/\(number)"
    // Of what a link leads to: the copy of a link would hand the steward's own file over.
    let source = URL(fileURLWithPath: binding.source).resolvingSymlinksInPath().path
    try FileManager.default.copyItem(atPath: source, toPath: copy)
    let descriptor = open(copy, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(copy) }
    defer { close(descriptor) }
    guard fchmod(descriptor, 0o400) == 0, fchown(descriptor, user.user, user.group) == 0 else {
      throw Self.failure(copy)
    }
    return RunOrder.Binding(source: copy, target: binding.target, isWritable: false)
  }

  private func own(_ path: String) throws {
    guard lchown(path, user.user, user.group) == 0 else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> PolderError {
    PolderError(
      .runtimeStartFailed, "A file can not be given to the user of the container (error \(errno)).", object: path,
      nextStep: "See that the node's `data_dir` lies on a disk of this machine.")
  }
}
