import Glibc

/// `polder-shim probe TARGET…`: tells which targets can be reached from where it runs, one line each.
struct ProbeVerb {
  private let targets: [ProbeTarget]

  init(_ arguments: some Collection<String>) throws(Failure) {
    var targets: [ProbeTarget] = []
    for argument in arguments { targets.append(try ProbeTarget(argument)) }
    self.targets = targets
  }

  func perform() -> ExitCode {
    for target in targets {
      let outcome = target.isReached(within: .milliseconds(300)) ? "reached" : "failed"
      Console.write("\(outcome) \(target.text)\n", to: STDOUT_FILENO)
    }
    Console.write("probe done\n", to: STDOUT_FILENO)
    return .done
  }
}
