extension UserClient {
  /// Collaborations.
  public var collaboration: CollaborationClient {
    CollaborationClient(caller: session.caller, defaults: session.defaults)
  }
  /// Nodes.
  public var node: NodeClient { NodeClient(caller: session.caller, defaults: session.defaults) }
  /// Organizations.
  public var organization: OrganizationClient {
    OrganizationClient(caller: session.caller, defaults: session.defaults)
  }
  /// Results.
  public var result: ResultClient { ResultClient(caller: session.caller, payloads: session.payloads) }
  /// Roles.
  public var role: RoleClient { RoleClient(caller: session.caller, defaults: session.defaults) }
  /// Rules.
  public var rule: RuleClient { RuleClient(caller: session.caller) }
  /// Runs.
  public var run: RunClient { RunClient(caller: session.caller, payloads: session.payloads) }
  /// Algorithm stores, as the server knows them.
  public var store: AlgorithmStoreClient {
    AlgorithmStoreClient(
      caller: session.caller, defaults: session.defaults, serverURL: basePath, session: session)
  }
  /// Studies.
  public var study: StudyClient { StudyClient(caller: session.caller, defaults: session.defaults) }
  /// Tasks.
  public var task: TaskClient {
    TaskClient(caller: session.caller, defaults: session.defaults, payloads: session.payloads)
  }
  /// Users.
  public var user: AccountClient { AccountClient(caller: session.caller, defaults: session.defaults) }
  /// The server itself, and the own password.
  public var util: UtilityClient {
    UtilityClient(caller: session.caller, once: session.once, keys: session.keys)
  }
}
