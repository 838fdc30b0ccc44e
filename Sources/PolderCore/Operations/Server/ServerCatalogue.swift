/// Every operation of the server: the binding of handlers is held to it, and the privilege matrix enumerates it.
public enum ServerCatalogue {
  /// The operations, grouped as the contract groups them.
  public static let operations: [any Operation.Type] = [
    LogIn.self, LogInNode.self, RefreshToken.self, CreateContainerToken.self,
    GetVersion.self, GetHealth.self, DescribeAPI.self, ListEvents.self,
    ListUsers.self, CreateUser.self, GetUser.self, ListRoles.self, ListRules.self,
    // accounts
    ValidateUserToken.self, ValidateNodeToken.self, RequestPasswordReset.self, ResetPassword.self,
    RequestSecondFactorReset.self, ResetSecondFactor.self, ChangePassword.self, ResetNodeKey.self,
    UpdateUser.self, DeleteUser.self, CreateRole.self, GetRole.self, UpdateRole.self, DeleteRole.self,
    AddRuleToRole.self, RemoveRuleFromRole.self, GetRule.self,
    ListOrganizations.self, CreateOrganization.self, GetOrganization.self, UpdateOrganization.self,
    ListCollaborations.self, CreateCollaboration.self, GetCollaboration.self,
    ListNodes.self, CreateNode.self, GetNode.self,
    ListTasks.self, CreateTask.self, GetTask.self, GetTaskStatus.self, KillTask.self,
    DeleteOrganization.self, UpdateCollaboration.self, DeleteCollaboration.self, AddCollaborationOrganization.self,
    RemoveCollaborationOrganization.self, AddCollaborationNode.self, RemoveCollaborationNode.self,
    ConfirmMembership.self,
    ListStudies.self, CreateStudy.self, GetStudy.self, UpdateStudy.self, DeleteStudy.self, AddStudyOrganization.self,
    RemoveStudyOrganization.self, UpdateNode.self, DeleteNode.self, DeleteTask.self, KillNodeTasks.self,
    AddPort.self, RemovePorts.self, ListAlgorithmAddresses.self, GetVPNConfiguration.self, UpdateVPNConfiguration.self,
    ListRuns.self, GetRun.self, UpdateRun.self, ListResults.self, GetResult.self,
    // algorithm stores
    ListAlgorithmStores.self, CreateAlgorithmStore.self, GetAlgorithmStore.self, UpdateAlgorithmStore.self,
    DeleteAlgorithmStore.self, FindColumns.self,
    // large inputs and results
    GetBlobStatus.self, UploadBlob.self, GetBlob.self,
  ]
}
