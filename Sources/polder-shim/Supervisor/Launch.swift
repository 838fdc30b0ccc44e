import CShim
import Glibc

/// Starts a run's command.
struct Launch {
  let spec: RunSpec
  let output: Int32
  let niceness: Int32

  /// Returns the command's pid, or the failed step with its reason.
  func start(in group: Cgroup?) throws(Refusal) -> Int32 {
    let arguments = CStrings(spec.arguments)
    let environment = CStrings(spec.environment)
    let joins = (group?.joinFiles ?? []).map { open($0, O_WRONLY | O_CLOEXEC) }
    let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { for file in joins + [input] { close(file) } }
    let directory = spec.directory.map { strdup($0) }
    defer { free(directory ?? nil) }
    var refusal = shim_refusal()
    let pid = withExtendedLifetime((arguments, environment)) {
      arguments.pointers.withUnsafeBufferPointer { arguments in
        environment.pointers.withUnsafeBufferPointer { environment in
          joins.withUnsafeBufferPointer { joins in
            limits.withUnsafeBufferPointer { limits in
              var command = shim_command(
                arguments: arguments.baseAddress, environment: environment.baseAddress, directory: directory ?? nil,
                input: input, output: output, joins: joins.baseAddress, join_count: Int32(joins.count),
                limits: limits.baseAddress, limit_count: Int32(limits.count), own_session: 1, niceness: niceness,
                oom_score: 500)
              return shim_start(&command, &refusal)
            }
          }
        }
      }
    }
    guard pid > 0 else { throw Refusal(step: refusal.step, number: refusal.error) }
    return pid
  }

  /// Processes of the same user that may come while this run lasts.
  private static let roomForOtherRuns = 512

  private var limits: [shim_limit] {
    var limits = [shim_limit(resource: shim_limit_core, most: 0)]
    if let most = spec.limits.fileBytes {
      limits.append(shim_limit(resource: shim_limit_file, most: most))
    }
    if let most = spec.limits.addressBytes {
      limits.append(shim_limit(resource: shim_limit_space, most: most))
    }
    if let cpu = spec.limits.cpu {
      // The kernel's own brake for a single process, should the supervisor come late.
      limits.append(shim_limit(resource: shim_limit_cpu, most: UInt64(cpu.components.seconds) + 2))
    }
    if let processes = spec.limits.processes, geteuid() != 0 {
      // The kernel counts all processes of a user, others' than this run's as well, and root's not at all: so this is no
      // limit, but it bounds what a fork bomb can grow to while an unprivileged supervisor waits for its turn.
      var table = ProcessTable()
      let most = table.threads(ofUser: geteuid()) + processes + Self.roomForOtherRuns
      limits.append(shim_limit(resource: shim_limit_processes, most: UInt64(most)))
    }
    return limits
  }
}
