import Foundation
import PolderCore
import PolderService
import Testing

struct RotatingFileSinkTests {
  private final class Folder: Sendable {
    let path = NSTemporaryDirectory() + "polder-log-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) -> String? { try? String(contentsOfFile: path + "/" + name, encoding: .utf8) }
  }

  private let folder = Folder()
  private var file: String { folder.path + "/logs/x.log" }

  @Test("lines go into the file, whose folder is made; what is there already stays")
  func appends() throws {
    for line in ["one", "two"] {
      try RotatingFileSink(path: file, maximumSize: 100, backups: 2).write(line)
    }
    #expect(folder.text("logs/x.log") == "one\ntwo\n")
  }

  @Test("a file that would grow too large is put aside, and so many of them are kept")
  func rotates() throws {
    let sink = try RotatingFileSink(path: file, maximumSize: 10, backups: 2)
    for line in ["aaaa", "bbbb", "cccc", "dddd", "eeee", "ffff", "gggg"] { sink.write(line) }
    #expect(folder.text("logs/x.log") == "gggg\n")
    #expect(folder.text("logs/x.log.1") == "eeee\nffff\n")
    #expect(folder.text("logs/x.log.2") == "cccc\ndddd\n")
    #expect(folder.text("logs/x.log.3") == nil)
  }

  @Test("a line longer than a file may be is written whole")
  func longLine() throws {
    let sink = try RotatingFileSink(path: file, maximumSize: 10, backups: 1)
    sink.write("short")
    sink.write(String(repeating: "x", count: 50))
    #expect(folder.text("logs/x.log")?.count == 51 && folder.text("logs/x.log.1") == "short\n")
  }

  @Test("permissions go over to the new file")
  func permissions() throws {
    let sink = try RotatingFileSink(path: file, maximumSize: 10, backups: 1)
    try FileManager.default.setAttributes([.posixPermissions: 0o604], ofItemAtPath: file)
    for line in ["aaaaaa", "bbbbbb"] { sink.write(line) }
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o604)
  }

  @Test("a file that somebody else put aside is begun anew when asked for")
  func reopens() throws {
    let sink = try RotatingFileSink(path: file, maximumSize: 1_000, backups: 1)
    sink.write("before")
    try FileManager.default.moveItem(atPath: file, toPath: file + ".moved")
    sink.write("still there")
    sink.reopen()
    sink.write("after")
    #expect(folder.text("logs/x.log") == "after\n")
    #expect(folder.text("logs/x.log.moved") == "before\nstill there\n")
  }

  @Test("many threads write whole lines, across files")
  func concurrent() async throws {
    let sink = try RotatingFileSink(path: file, maximumSize: 2_000, backups: 200)
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<20 { group.addTask { for line in 0..<100 { sink.write("line \(index) \(line) end") } } }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/logs")
    let lines = names.flatMap { folder.text("logs/\($0)")?.split(separator: "\n") ?? [] }
    #expect(lines.count == 2_000 && lines.allSatisfy { $0.hasPrefix("line ") && $0.hasSuffix(" end") })
    #expect(Set(lines).count == 2_000)
  }

  @Test("a place that can not be written is a clear error")
  func unusable() {
    for path in ["/proc/nothing/x.log", "/proc/x.log"] {
      let error = #expect(throws: PolderError.self) {
        _ = try RotatingFileSink(path: path, maximumSize: 10, backups: 1)
      }
      #expect(error?.code == "service-log-file" && error?.nextStep != nil)
    }
  }

  @Test("the incumbent's section says file, size, number and whether there is a console")
  func settings() throws {
    let text = "logging: {level: INFO, file: x.log, max_size: 16, backup_count: 3, use_console: false}"
    let section = try Configuration(text: text, source: "x.yaml").section("logging")
    let settings = try LogSettings(section, folder: "/var/log/polder")
    #expect(settings.file == "/var/log/polder/x.log" && settings.maximumSize == 16_384)
    #expect(settings.backups == 3 && !settings.usesConsole)
    #expect(try LogSettings(section).file == nil)
    let absolute = try Configuration(text: "logging: {file: /a/b.log}", source: "x").section("logging")
    #expect(try LogSettings(absolute, folder: "/c").file == "/a/b.log")
  }
}
