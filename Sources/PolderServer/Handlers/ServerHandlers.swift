import PolderCore
package import PolderHTTP

/// Binds every operation of the server to its handler.
package enum ServerHandlers {
  /// The handlers, held to the catalogue.
  package static func binder(_ context: ServerContext) throws -> ServiceBinder {
    let binder = try unverified(context)
    try binder.verify(against: ServerCatalogue.operations)
    return binder
  }

  /// The operations at which somebody may guess, by name, and whether a success gives back the attempt. A node's key has
  /// bounds of its own (deviation 28).
  static let attempts: [String: Bool] = [
    LogIn.name: true, ChangePassword.name: true, RequestPasswordReset.name: false, ResetPassword.name: false,
    RequestSecondFactorReset.name: false, ResetSecondFactor.name: false,
  ]

  /// The handlers as they are.
  package static func unverified(_ context: ServerContext) throws -> ServiceBinder {
    var binder = ServiceBinder()
    bindTokens(&binder, context)
    try bindService(&binder, context)
    bindEntities(&binder, context)
    bindShared(&binder, context)
    bindAccounts(&binder, context)
    bindStores(&binder, context)
    bindBlobs(&binder, context)
    return binder
  }

  private static func bindTokens(_ binder: inout ServiceBinder, _ context: ServerContext) {
    binder.bind(LogInHandler(context: context))
    binder.bind(LogInNodeHandler(context: context))
    binder.bind(RefreshTokenHandler(context: context))
    binder.bind(CreateContainerTokenHandler(tokens: context.tokens))
  }

  private static func bindService(_ binder: inout ServiceBinder, _ context: ServerContext) throws {
    binder.bind(GetVersionHandler())
    binder.bind(GetHealthHandler(probe: HealthProbe(context.database, logger: context.logger)))
    binder.bind(try DescribeAPIHandler(prefix: context.prefix))
    binder.bind(ListEventsHandler())
  }
}
