import Testing

/// A spec that is not understood starts nothing.
@Suite struct SpecTests {
  @Test(
    "what is wrong with a spec is said, nothing is started, and the run can still be started",
    arguments: [
      ("polder-run 2\nargument=true\nend\n", "line 1"),
      ("polder-run 1\nargument=true\n", "'end'"),
      ("polder-run 1\nargument=true\nend", "'end'"),
      ("polder-run 1\nend\n", "argument is missing"),
      ("polder-run 1\nargument=true\ncolour=red\nend\n", "line 3, colour: unknown key"),
      ("polder-run 1\nargument=true\nlog=a\nlog=b\nend\n", "line 4, log: given twice"),
      ("polder-run 1\nargument=true\nmemory-bytes=1k\nend\n", "line 3, memory-bytes: a whole number"),
      ("polder-run 1\nargument=true\nmemory-bytes=0\nend\n", "more than 0"),
      ("polder-run 1\nargument=true\ncpu-seconds=-1\nend\n", "decimal seconds"),
      ("polder-run 1\nargument=true\nwall-seconds=1.\nend\n", "decimal seconds"),
      ("polder-run 1\nargument=true\nenvironment=NAME\nend\n", "NAME=value"),
      ("polder-run 1\nargument=true\noutput=x\nend\n", "belong together"),
      ("polder-run 1\nargument=true\ncgroup=yes\nend\n", "auto or never"),
      ("polder-run 1\nargument=a\\x\nend\n", "backslash"),
      ("polder-run 1\nargument=a\0b\nend\n", "byte 0"),
      ("polder-run 1\nargument\nend\n", "key=value"),
      ("", "line 1"),
    ])
  func refused(spec: String, complaint: String) async throws {
    let folder = try RunFolder()
    try folder.write("spec", spec)
    let ended = try await folder.run()
    #expect(ended.code == 65)
    #expect(ended.errors.contains(complaint), "\(ended.errors)")
    #expect(!folder.exists("state"))
  }

  @Test("a missing spec and a missing folder have exit codes of their own")
  func missing() async throws {
    let folder = try RunFolder()
    #expect(try await folder.run().code == 66)
    #expect(try await ShimProgram.run(["run", folder.path + "/nowhere"]).code == 71)
  }

  @Test("wrong words are answered with the usage", arguments: [[], ["walk"], ["run"], ["run", "a", "b"], ["relay"]])
  func usage(arguments: [String]) async throws {
    let ended = try await ShimProgram.run(arguments)
    #expect(ended.code == 64)
    #expect(ended.errors.contains("usage: polder-shim run"))
  }
}
