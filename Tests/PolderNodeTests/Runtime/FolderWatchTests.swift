import Foundation
import Testing

@testable import PolderNode

@Suite("the watch over folders")
struct FolderWatchTests {
  @Test("a file put in place wakes; one that grows wakes only who asked for it")
  func interests() async throws {
    let place = try TemporaryFolder()
    let watch = try FolderWatch()
    let files = try watch.changes(in: place.path)
    let growth = try watch.changes(in: place.path, .growth)
    let reader = Task {
      for await _ in files { return true }
      return false
    }
    let file = try #require(fopen("\(place.path)/log", "w"))
    fputs("x", file)
    fflush(file)
    for await _ in growth { break }
    fputs("y", file)
    fflush(file)
    for await _ in growth { break }
    reader.cancel()
    #expect(await !reader.value)
    let again = try watch.changes(in: place.path)
    fclose(file)
    for await _ in again { break }
  }

  @Test("several readers of one folder are all woken; each leaves alone")
  func readers() async throws {
    let place = try TemporaryFolder()
    let watch = try FolderWatch()
    do {
      let one = try watch.changes(in: place.path)
      let two = try watch.changes(in: place.path)
      #expect(watch.count == 1)
      try place.write("x", to: "file")
      for await _ in one { break }
      for await _ in two { break }
    }
    #expect(watch.count == 0)
    let three = try watch.changes(in: place.path)
    try place.write("y", to: "file")
    for await _ in three { break }
  }

  @Test("a reader that is cancelled leaves nothing behind")
  func cancelled() async throws {
    let place = try TemporaryFolder()
    let watch = try FolderWatch()
    let changes = try watch.changes(in: place.path)
    let reader = Task { for await _ in changes {} }
    reader.cancel()
    await reader.value
    #expect(watch.count == 0)
  }

  @Test("a folder that is removed wakes its readers")
  func removed() async throws {
    let place = try TemporaryFolder()
    let inner = try place.folder("inner")
    let changes = try FolderWatch().changes(in: inner)
    try FileManager.default.removeItem(atPath: inner)
    for await _ in changes { break }
  }

  @Test("a folder that is not there can not be watched")
  func missing() throws {
    let place = try TemporaryFolder()
    #expect(throws: (any Error).self) { try FolderWatch().changes(in: "\(place.path)/none") }
  }

  @Test("descriptors are given back")
  func descriptors() async throws {
    let place = try TemporaryFolder()
    weak var gone: FolderWatch?
    do {
      let watch = try FolderWatch()
      gone = watch
      _ = try watch.changes(in: place.path)
    }
    // The system tells of the end of the watch, and whoever hears that holds it for so long.
    while gone != nil { await Task.yield() }
  }
}
