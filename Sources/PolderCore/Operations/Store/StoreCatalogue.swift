/// Every operation of an algorithm store.
public enum StoreCatalogue {
  /// The operations, grouped as the contract groups them.
  public static let operations: [any Operation.Type] = [
    GetVersion.self,
    ListAlgorithms.self, CreateAlgorithm.self, GetAlgorithm.self, UpdateAlgorithm.self, DeleteAlgorithm.self,
    InvalidateAlgorithm.self,
    ListStoreServers.self, AddStoreServer.self, GetStoreServer.self, RemoveStoreServer.self,
    ListStoreRoles.self, CreateStoreRole.self, GetStoreRole.self, UpdateStoreRole.self, DeleteStoreRole.self,
    AddRuleToStoreRole.self, RemoveRuleFromStoreRole.self, ListStoreRules.self,
    ListStoreUsers.self, RegisterStoreUser.self, GetStoreUser.self, UpdateStoreUser.self, DeleteStoreUser.self,
    GetStorePolicies.self, GetPublicStorePolicies.self,
    ListReviews.self, CreateReview.self, GetReview.self, DeleteReview.self, ApproveReview.self, RejectReview.self,
  ]
}
