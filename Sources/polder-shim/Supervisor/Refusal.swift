import CShim

/// Why a command could not be started.
struct Refusal: Error {
  let step: Int32
  let number: Int32

  var isAboutCgroup: Bool { step == Int32(SHIM_STEP_JOIN.rawValue) }

  func text(command: String, directory: String?) -> String {
    let what =
      switch step {
      case Int32(SHIM_STEP_JOIN.rawValue): "joining the control group"
      case Int32(SHIM_STEP_LIMIT.rawValue): "setting limits"
      case Int32(SHIM_STEP_DIRECTORY.rawValue): "entering \(directory ?? ".")"
      case Int32(SHIM_STEP_EXECUTE.rawValue): "executing \(command)"
      default: "starting a process"
      }
    return "\(what): \(Console.text(ofError: number))"
  }
}
