import PolderCore

extension SlurmRuntime {
  /// Asks for the controller, and lets a job look at the sandbox, the folder and the way back from where runs execute.
  public func check() async throws -> [RuntimeFinding] {
    do {
      _ = try await controller.ping()
    } catch {
      return [Self.noController(error)]
    }
    let door = await doorProblem()
    if let door, door.severity == .refusal { return [door] }
    let entries = bridge?.entries ?? 0
    var probe = IsolationProbe(runtime: self, dataFolder: dataFolder)
    let own = SystemFile.text("/proc/sys/kernel/random/boot_id")?.split(whereSeparator: \.isWhitespace).first
    probe.inspect = { [bridge] state in
      if let door { return [door] }
      if let bridge { return [Self.reach(bridge.address, wasEntered: bridge.entries > entries)] }
      return [Self.reach(state.boot, own: own.map(String.init))]
    }
    let memory = SlurmCheckMemory(
      dataFolder: dataFolder, settings: settings, slurm: slurm, helpers: helpers?.ports ?? [])
    guard let findings = try await findings(probe) else { return [memory.findingWhenBusy(slurm.checkSeconds)] }
    if !findings.contains(where: { $0.severity == .refusal }) { memory.keep() }
    return [RuntimeFinding("cluster", .fine, "A job of this node ran on the cluster.")] + findings + walls
  }

  /// Why the bridge does not listen; nil when it does, or is not asked for.
  private func doorProblem() async -> RuntimeFinding? {
    guard let bridge else { return nil }
    do {
      try await bridge.listen()
      return nil
    } catch {
      // A check beside a node that runs is no reason to refuse.
      let isTaken = await bridge.isPortTaken
      return RuntimeFinding(
        "proxy", isTaken ? .warning : .refusal,
        (error as? PolderError).map { "\($0.message) (\(bridge.address))." } ?? "\(error)",
        nextStep: isTaken
          ? "Nothing is wrong when a node of this configuration runs; else give `runtime: slurm: bridge:` another port."
          : "Set `runtime: slurm: bridge:` to an address that this machine has.")
    }
  }

  private var walls: [RuntimeFinding] {
    settings.sandbox == .required
      ? []
      : [
        RuntimeFinding(
          "sandbox", .warning, "Algorithms run without a sandbox and see what the cluster's machines see.",
          nextStep: "Remove `sandbox: off` from the configuration before real data comes near.")
      ]
  }

  /// Nil when the job had no turn in time.
  private func findings(_ probe: IsolationProbe) async throws -> [RuntimeFinding]? {
    try await withThrowingTaskGroup(of: [RuntimeFinding]?.self) { group in
      let isWalled = settings.sandbox == .required
      group.addTask { try await isWalled ? probe.findings() : probe.plainFindings() }
      group.addTask { [slurm] in
        try await Task.sleep(for: .seconds(slurm.checkSeconds))
        return nil
      }
      // The probe's job is cancelled with it.
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  private static func noController(_ trouble: SlurmTrouble) -> RuntimeFinding {
    RuntimeFinding(
      "cluster", .refusal, "The cluster's controller can not be asked: \(trouble.text)",
      nextStep: trouble.kind == .noProgram
        ? "Install Slurm's programs on this machine, or name their folder under runtime: slurm: programs."
        : "Try `scontrol ping` as the node's user; name slurm.conf under runtime: slurm: config.")
  }

  /// Whether jobs reach the proxy by its socket: on the same machine only.
  static func reach(_ boot: String?, own: String?) -> RuntimeFinding {
    guard boot != nil, boot == own else {
      return RuntimeFinding(
        "proxy", .refusal, "Jobs execute on another machine and can not reach the node's proxy.",
        nextStep: "Set `runtime: slurm: bridge: ADDRESS:PORT` to an address of this machine in the cluster's network.")
    }
    return RuntimeFinding("proxy", .fine, "Jobs execute on this machine and reach the node's proxy by its socket.")
  }

  /// Whether the probe's job came to the bridge.
  static func reach(_ address: BridgeAddress, wasEntered: Bool) -> RuntimeFinding {
    wasEntered
      ? RuntimeFinding("proxy", .fine, "Jobs reach the node's proxy by the bridge at \(address).")
      : RuntimeFinding(
        "proxy", .refusal, "A job could not reach the bridge at \(address) from where it executed.",
        nextStep: "Let the cluster's machines connect to that address and port of this machine.")
  }
}
