extension NodeConfiguration {
  /// Keys of the incumbent for what this version does not have.
  static let withoutEffect = [
    "images.node", "images.alpine", "images.network_config", "images.squid", "images.ssh-tunnel", "alpine", "debug",
    "prometheus",
  ]

  /// All keys that are understood, or known to be the incumbent's.
  static let knownKeys =
    [
      "api_key", "server_url", "port", "api_path", "task_dir", "data_dir", "databases[].label", "databases[].uri",
      "databases[].type", "databases[].env.*", "databases[].mount_mode", "logging.*", "encryption.enabled",
      "encryption.private_key", "encryption.format", "encryption.overwrite_key", "policies.*",
      "algorithm_env.*", "algorithm_device_requests.gpu",
      "all_databases_for", "run_context_file", "docker_registries[].registry", "docker_registries[].username",
      "docker_registries[].password", "share_config", "share_algorithm_logs",
      "disclosure.*", "audit.*", "runtime.*", "node_extra_env.*", "node_extra_mounts", "node_extra_hosts.*",
      "directories.data", "directories.log", "images.*",
    ] + HelperSettings.keys + withoutEffect
}
