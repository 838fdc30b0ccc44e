/// The name by which the program was called: some names stand for words of the command line.
enum CalledName {
  /// The words to parse.
  /// - Parameter arguments: the name by which the program was called, then its arguments
  /// - Returns: the arguments, with what the name stands for in front
  static func words(of arguments: [String]) -> [String] {
    let name = arguments.first?.split(separator: "/").last ?? ""
    return (name == "vnode-local" ? ["vnode-local"] : []) + arguments.dropFirst()
  }
}
