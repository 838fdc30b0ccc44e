extension Limits {
  func firstExceeded(by sample: Sample) -> Ending? {
    if let processes, sample.processes > processes || sample.processRefused { return .processes }
    if let memoryBytes, sample.memoryBytes > memoryBytes || sample.memoryRefused { return .memory }
    if let cpu, sample.cpu >= cpu { return .cpu }
    if let outputBytes, sample.outputBytes > outputBytes { return .output }
    return nil
  }

  static let shortestPause = Duration.milliseconds(20)

  /// When to look again: the nearer a limit, the sooner; 20 to 250 ms.
  func pause(after sample: Sample) -> Duration {
    var pause = Duration.milliseconds(250)
    if let memoryBytes {
      // One core touches about 2 GB of fresh memory per second.
      let room = memoryBytes - min(memoryBytes, sample.memoryBytes)
      pause = min(pause, .microseconds(Int64(clamping: room / 2000)))
    }
    if let processes, sample.processes * 2 > processes { pause = min(pause, .milliseconds(50)) }
    // The tree gains at most one second of CPU per core and second.
    if let cpu { pause = min(pause, (cpu - sample.cpu) / 4) }
    return max(pause, Self.shortestPause)
  }
}
