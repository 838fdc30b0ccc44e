import PolderHTTP

extension ServerHandlers {
  /// The handlers of what the database holds: accounts, organizations, collaborations, nodes, tasks, runs.
  static func bindEntities(_ binder: inout ServiceBinder, _ context: ServerContext) {
    let links = Links(prefix: context.prefix)
    binder.bind(ListUsersHandler(links: links))
    binder.bind(CreateUserHandler(context: context, links: links))
    binder.bind(GetUserHandler(links: links))
    binder.bind(ListRolesHandler(links: links))
    binder.bind(ListRulesHandler(links: links))
    binder.bind(ListOrganizationsHandler(links: links))
    binder.bind(CreateOrganizationHandler(links: links))
    binder.bind(GetOrganizationHandler(links: links))
    binder.bind(UpdateOrganizationHandler(links: links))
    binder.bind(ListCollaborationsHandler(links: links))
    binder.bind(CreateCollaborationHandler(context: context, links: links))
    binder.bind(GetCollaborationHandler(links: links))
    binder.bind(ListNodesHandler(links: links))
    binder.bind(CreateNodeHandler(context: context, links: links))
    binder.bind(GetNodeHandler(links: links))
    bindWork(&binder, context, links)
  }

  private static func bindWork(_ binder: inout ServiceBinder, _ context: ServerContext, _ links: Links) {
    binder.bind(ListTasksHandler(links: links))
    binder.bind(CreateTaskHandler(context: context, links: links))
    binder.bind(GetTaskHandler(links: links))
    binder.bind(GetTaskStatusHandler())
    binder.bind(KillTaskHandler())
    binder.bind(ListRunsHandler(links: links))
    binder.bind(GetRunHandler(links: links))
    binder.bind(UpdateRunHandler(context: context, links: links))
    binder.bind(ListResultsHandler(links: links))
    binder.bind(GetResultHandler(links: links))
  }
}
