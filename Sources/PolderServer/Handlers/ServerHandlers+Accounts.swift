import PolderHTTP

extension ServerHandlers {
  /// The handlers of accounts beside lists: who somebody is, passwords and their recovery, roles and rules.
  static func bindAccounts(_ binder: inout ServiceBinder, _ context: ServerContext) {
    let links = Links(prefix: context.prefix)
    binder.bind(ValidateUserTokenHandler())
    binder.bind(ValidateNodeTokenHandler())
    binder.bind(RequestPasswordResetHandler(context: context))
    binder.bind(ResetPasswordHandler(context: context))
    binder.bind(RequestSecondFactorResetHandler(context: context))
    binder.bind(ResetSecondFactorHandler(context: context))
    binder.bind(ChangePasswordHandler(context: context))
    binder.bind(ResetNodeKeyHandler(context: context))
    binder.bind(UpdateUserHandler(context: context, links: links))
    binder.bind(DeleteUserHandler(context: context))
    binder.bind(CreateRoleHandler(links: links))
    binder.bind(GetRoleHandler(links: links))
    binder.bind(UpdateRoleHandler(context: context, links: links))
    binder.bind(DeleteRoleHandler(context: context))
    binder.bind(AddRuleToRoleHandler(context: context, links: links))
    binder.bind(RemoveRuleFromRoleHandler(context: context, links: links))
    binder.bind(GetRuleHandler(links: links))
  }
}
