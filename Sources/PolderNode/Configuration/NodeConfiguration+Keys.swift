extension NodeConfiguration {
  /// Keys of the incumbent for what this version does not have.
  static let withoutEffect = [
    "vpn_subnet", "ssh-tunnels", "whitelist", "docker_registries", "docker_services", "algorithm_device_requests",
    "run_context_file", "prometheus", "policies.require_algorithm_pull",
  ]

  /// The keys of `runtime`.
  static let runtimeKeys = ["kind", "sandbox", "shim", "images", "maximum_runs", "restart_proven_dead", "limits"]

  /// The keys of `runtime.limits`.
  static let limitKeys = [
    "memory_mb", "cpu_seconds", "processes", "wall_seconds", "file_mb", "log_kb", "output_mb",
  ]

  /// All keys that are understood, or known to be the incumbent's.
  static let knownKeys =
    [
      "api_key", "server_url", "port", "api_path", "task_dir", "data_dir", "databases[].label", "databases[].uri",
      "databases[].type", "databases[].env.*", "databases[].mount_mode", "logging.*", "encryption.enabled",
      "encryption.private_key", "policies.allow_basics_algorithm", "policies.allowed_users",
      "policies.allowed_organizations", "policies.allowed_algorithms", "policies.allowed_algorithm_stores",
      "policies.allow_either_whitelist_or_store", "algorithm_env.*", "share_config", "share_algorithm_logs",
      "disclosure.*", "runtime.*", "images.*", "alpine", "node_extra_env.*", "node_extra_mounts", "node_extra_hosts.*",
      "debug.*", "directories.*",
    ] + withoutEffect
}
