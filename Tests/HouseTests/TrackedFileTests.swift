import Foundation
import Testing

/// What no file of the repository may say.
struct TrackedFileTests {
  let repository = Repository()

  @Test("no tracked file names a path of a developer's machine")
  func noPathsOfAMachine() throws {
    let path = /(?:^|[^A-Za-z0-9_.\-])\/(?:home|root|work|farm)\//
    let folders = ["home", "root", "work", "farm"].map { "/\($0)/" }
    for file in try repository.trackedTextFiles()
    where file.room != "HouseTests" && folders.contains(where: file.text.contains) {
      for (index, line) in file.lines.enumerated() where line.contains(path) {
        Issue.record("\(file.place(index)): \(line.prefix(120))")
      }
    }
  }

  @Test("no tracked file names the host of a package registry")
  func noRegistryHosts() throws {
    let hosts = [("pypi", "org"), ("pythonhosted", "org"), ("deb.debian", "org"), ("npmjs", "org"), ("crates", "io")]
      .map { "\($0).\($1)" }
    for file in try repository.trackedTextFiles() where file.room != "HouseTests" {
      for host in hosts where file.text.contains(host) {
        for (index, line) in file.lines.enumerated() where line.contains(host) {
          Issue.record("\(file.place(index)): \(line.prefix(120))")
        }
      }
    }
  }

  @Test("neither what was built nor the resolved versions are tracked")
  func nothingBuiltIsTracked() throws {
    let unwanted = try repository.trackedTextFiles().map(\.path).filter { path in
      path == "Package.resolved" || path.hasPrefix(".build") || path.hasPrefix(".venv")
    }
    #expect(unwanted.isEmpty)
  }

  @Test("every relative link in the documents leads to a file")
  func linksLeadSomewhere() throws {
    let files = try repository.trackedTextFiles()
    let paths = Set(files.map(\.path))
    for file in files where file.path.hasSuffix(".md") {
      let folder = file.path.split(separator: "/").dropLast().map(String.init)
      for (index, line) in file.lines.enumerated() {
        for link in line.matches(of: /\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
          let target = Self.resolve(String(link.1), from: folder)
          #expect(
            paths.contains(target) || paths.contains { $0.hasPrefix(target + "/") },
            "\(file.place(index)): \(link.1) leads nowhere")
        }
      }
    }
  }

  /// The path from the root that a relative link means.
  static func resolve(_ link: String, from folder: [String]) -> String {
    link.split(separator: "/").reduce(into: folder) { parts, part in
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    .joined(separator: "/")
  }
}
