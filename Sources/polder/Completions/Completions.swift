import ArgumentParser

/// `polder completions`
struct Completions: ParsableCommand {
  /// The shells that there are completions for.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish
  }

  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print what a shell needs to complete the words of this program.",
    discussion: """
      bash: polder completions bash > ~/.local/share/bash-completion/completions/polder
      zsh: polder completions zsh > a folder of $fpath, as _polder
      fish: polder completions fish > ~/.config/fish/completions/polder.fish
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    print(Polder.completionScript(for: shell))
  }
}
