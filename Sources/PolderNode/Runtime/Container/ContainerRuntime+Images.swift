extension ContainerRuntime {
  /// Looks an image up, and pulls it when its registry has another than the engine.
  public func resolve(_ image: String, mustPull: Bool) async throws -> ResolvedImage {
    let client = try await link.engine().client
    return try await ImageResolver(client: client, registries: registries, pulls: pulls, logger: logger)
      .resolve(image, mustPull: mustPull)
  }
}
