import Glibc

/// What the program does with its arguments.
enum Program {
  static let usage = """
    usage: polder-shim run [--background] FOLDER
           polder-shim reap FOLDER
           polder-shim relay [--listen PORT --connect SOCKET [--hold SECONDS] [--max-body BYTES]]
                             [--forward END --to END]… [--vpn SUBNET --gate SOCKET --door SOCKET [--user UID:GID]]
                             [--connections N] [--ready FILE] [-- COMMAND [ARGUMENT]…]
           polder-shim gate --folder FOLDER --subnet SUBNET [--interface NAME] [--connections N] [--departures N]
                            [--arrivals N] [--ready FILE]
           polder-shim bridge --connect ADDRESS:PORT --secret FILE --listen SOCKET [--door NAME]… [--connections N]
                              -- COMMAND [ARGUMENT]…
           polder-shim probe TARGET…

    run    starts the command that FOLDER/spec describes, once ever; watches its processes, its limits and FOLDER/kill,
           and writes FOLDER/state and the log
    reap   ends what a dead supervisor left behind and writes the end into FOLDER/state
    relay  listens on 127.0.0.1:PORT, starts COMMAND, and passes its HTTP requests on to a Unix socket; a request waits
           while nobody listens there. Connections to the END behind --forward, ADDRESS:PORT or /SOCKET, are carried to
           that behind --to as they are. Connections into SUBNET go to the gate at its SOCKET, those of the gate come in
           at the door's. Ends with COMMAND and its exit code; without one it serves until it is told to end. FILE is
           made once it listens
    gate   stands where the tunnel of a VPN is: carries connections of relays at FOLDER/gate/socket into SUBNET by the
           interface NAME alone, and those
           at the ports of the tunnel's address that FOLDER/ports names to the relays below FOLDER/runs, until it is told
           to end
    bridge listens on a Unix socket in a new folder, starts COMMAND, and carries connections to a node on another machine,
           telling it the secret in FILE first. Each NAME is a further socket in the folder, whose connections ask the
           node for what it has of that name. Ends with COMMAND and its exit code
    probe  tells which TARGETs, tcp=ADDRESS:PORT, path=/PATH or write=/PATH, can be reached from where it runs

    """

  static func run(_ arguments: [String]) -> ExitCode {
    var rest = arguments[...]
    do throws(Failure) {
      switch rest.popFirst() {
      case "run":
        let background = rest.first == "--background"
        if background { rest.removeFirst() }
        return try RunVerb(folder: try onlyFolder(rest), background: background).perform()
      case "reap":
        return try ReapVerb(folder: try onlyFolder(rest)).perform()
      case "relay":
        return try RelayVerb(arguments: RelayArguments(Array(rest))).perform()
      case "gate":
        return try GateVerb(arguments: GateArguments(Array(rest))).perform()
      case "bridge":
        return try BridgeVerb(arguments: BridgeArguments(Array(rest))).perform()
      case "probe":
        return try ProbeVerb(rest).perform()
      case "--help", "-h", "help":
        Console.write(usage, to: STDOUT_FILENO)
        return .done
      case let word:
        throw Failure(.usage, word.map { "unknown verb '\($0)'\n\(usage)" } ?? usage)
      }
    } catch {
      Console.complain(error.text)
      return error.code
    }
  }

  private static func onlyFolder(_ rest: ArraySlice<String>) throws(Failure) -> String {
    guard rest.count == 1, let folder = rest.first, !folder.isEmpty else {
      throw Failure(.usage, "one folder is expected\n\(usage)")
    }
    return folder
  }
}
