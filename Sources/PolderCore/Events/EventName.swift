/// The names of the realtime events of the namespace `/tasks`.
public enum EventName: String, Hashable, Sendable, CaseIterable {
  /// To a node that has just connected: ask for open runs.
  case sync
  /// The token of the handshake has expired.
  case expiredToken = "expired_token"
  /// The token of the handshake is not one of this server.
  case invalidToken = "invalid_token"
  /// A text for people.
  case message
  /// A node connected.
  case nodeOnline = "node-online"
  /// A node disconnected.
  case nodeOffline = "node-offline"
  /// A task was made.
  case newTask = "new_task"
  /// A run was changed.
  case statusUpdate = "status_update"
  /// A node tells how a run stands.
  case algorithmStatusChange = "algorithm_status_change"
  /// A node tells what an algorithm printed.
  case algorithmLog = "algorithm_log"
  /// Nodes have to stop runs.
  case killContainers = "kill_containers"
  /// A node tells about its configuration.
  case nodeInfoUpdate = "node_info_update"
  /// A node tells about its machine.
  case nodeMetricsUpdate = "node_metrics_update"
  /// A sign of life.
  case ping
  /// A failure, for the log.
  case error
}
