import PolderCore
import PolderHTTP

extension ServerHandlers {
  /// The handlers that change and delete what organizations share, studies among them.
  static func bindShared(_ binder: inout ServiceBinder, _ context: ServerContext) {
    let links = Links(prefix: context.prefix)
    binder.bind(DeleteOrganizationHandler(context: context))
    binder.bind(UpdateCollaborationHandler(context: context, links: links))
    binder.bind(DeleteCollaborationHandler(context: context))
    binder.bind(AddCollaborationOrganizationHandler(context: context, links: links))
    binder.bind(RemoveCollaborationOrganizationHandler(context: context, links: links))
    binder.bind(AddCollaborationNodeHandler(context: context, links: links))
    binder.bind(RemoveCollaborationNodeHandler(context: context))
    binder.bind(ConfirmMembershipHandler(context: context))
    binder.bind(UpdateNodeHandler(links: links))
    binder.bind(DeleteNodeHandler(context: context))
    binder.bind(DeleteTaskHandler())
    binder.bind(KillNodeTasksHandler())
    bindStudies(&binder, links)
    bindVPN(&binder, context)
  }

  private static func bindStudies(_ binder: inout ServiceBinder, _ links: Links) {
    binder.bind(ListStudiesHandler(links: links))
    binder.bind(CreateStudyHandler(links: links))
    binder.bind(GetStudyHandler(links: links))
    binder.bind(UpdateStudyHandler(links: links))
    binder.bind(DeleteStudyHandler())
    binder.bind(AddStudyOrganizationHandler(links: links))
    binder.bind(RemoveStudyOrganizationHandler(links: links))
  }

  private static func bindVPN(_ binder: inout ServiceBinder, _ context: ServerContext) {
    binder.bind(AddPortHandler())
    binder.bind(RemovePortsHandler())
    binder.bind(ListAlgorithmAddressesHandler())
    binder.bind(VPNConfigurationHandler<GetVPNConfiguration>(context: context))
    binder.bind(VPNConfigurationHandler<UpdateVPNConfiguration>(context: context))
  }
}
