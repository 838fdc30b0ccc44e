import Logging
import PolderCore

/// Decides which image of the engine a name means, and pulls it when its registry has another one.
struct ImageResolver: Sendable {
  let client: EngineClient
  let registries: RegistryAuthorization
  let pulls: PullMemory
  let logger: Logger

  /// Looks an image up.
  /// - Throws: `PolderError`
  func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage {
    guard let name = ImageName(image) else {
      throw PolderError(
        .runtimeUnknownImage, "This is not the name of an image.", object: String(image.prefix(200)),
        nextStep: "Give a name such as registry.example/path/image:tag, with or without a digest.")
    }
    do {
      return try await resolve(image, name, mustPull)
    } catch let refusal as EngineRefusal {
      throw PolderError(
        .runtimeEngineFailed, "The engine does not tell about the image: \(refusal.message)", object: image)
    }
  }

  private func resolve(_ image: String, _ name: ImageName, _ mustPull: Bool) async throws -> ResolvedImage {
    let local = try await client.image(name.reference)
    // What a digest names is never another.
    if let digest = name.digest, let local, local.has(digest, of: name) { return resolved(image, name, local) }
    // Podman calls so what was built here; no registry has that name.
    if let local, !mustPull, name.registry == "localhost" { return resolved(image, name, local) }
    if let local, pulls.isFresh(name, local.id, mustPull: mustPull) { return resolved(image, name, local) }
    do {
      if let local, let digest = try await client.registryDigest(name, registries), local.has(digest, of: name) {
        pulls.remember(name, local.id, isConfirmed: true)
        return resolved(image, name, local)
      }
      return try await pull(image, name)
    } catch let refusal as EngineRefusal {
      guard !mustPull, let local, name.digest == nil else { throw Self.failure(image, refusal, isThere: local != nil) }
      logger.warning(
        "the registry does not give the image; the one of this machine is taken",
        metadata: ["image": "\(image)", "cause": "\(refusal.message)"])
      pulls.remember(name, local.id, isConfirmed: false)
      return resolved(image, name, local)
    }
  }

  private func pull(_ image: String, _ name: ImageName) async throws -> ResolvedImage {
    logger.info("pulling", metadata: ["image": "\(image)"])
    let pace = PullPace()
    try await client.pull(name, registries) { [logger] progress in
      guard pace.isDue else { return }
      logger.info(
        "pulling", metadata: ["image": "\(image)", "bytes": "\(progress.bytes)", "of": "\(progress.total)"])
    }
    guard let local = try await client.image(name.reference) else {
      throw EngineRefusal(status: 200, message: "The engine pulled the image and does not have it.")
    }
    if let digest = name.digest, !local.has(digest, of: name) {
      throw EngineRefusal(status: 200, message: "What was pulled has another digest than the one that was asked for.")
    }
    pulls.remember(name, local.id, isConfirmed: true)
    return resolved(image, name, local)
  }

  private func resolved(_ image: String, _ name: ImageName, _ local: LocalImage) -> ResolvedImage {
    ResolvedImage(name: image, digest: local.digest(for: name), reference: local.id)
  }

  private static func failure(_ image: String, _ refusal: EngineRefusal, isThere: Bool) -> PolderError {
    guard isThere else {
      return PolderError(
        .runtimeUnknownImage, "The image is not on this machine and can not be pulled: \(refusal.message)",
        object: image, nextStep: "Check the name, the network, and `docker_registries` for what needs an account.")
    }
    return PolderError(
      .runtimePullFailed, "The image can not be pulled: \(refusal.message)", object: image,
      nextStep: "Reach the registry, or set `policies: {require_algorithm_pull: false}` to run what is on this machine."
    )
  }
}
