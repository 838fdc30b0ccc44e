import Testing

@testable import PolderNode

@Suite("a run as a batch job, as it is handed in")
struct SlurmSubmissionTests {
  private func arguments(_ settings: SlurmSettings, _ limits: RunLimits = RunLimits()) -> [String] {
    SlurmSubmission(
      name: "polder-n-7-a", folder: "/data/run", shim: "/opt/polder-shim", settings: settings, limits: limits
    )
    .arguments
  }

  @Test("limits are asked for with a margin, so that the run's supervisor is the first to end it")
  func limits() {
    let list = arguments(SlurmSettings(), RunLimits(memoryBytes: (100 << 20) + 1, wallSeconds: 61))
    #expect(list.contains("--mem=229M"))
    #expect(list.contains("--time=7"))
    #expect(list.contains("--cpus-per-task=1"))
  }

  @Test("the settings' own limits go before")
  func settings() {
    let list = arguments(
      SlurmSettings(
        partition: "long", account: "a", qos: "q", timeMinutes: 90, memoryMegabytes: 4_000, processors: 8,
        arguments: ["--constraint=skylake", "--gres=gpu:1"]))
    for argument in [
      "--mem=4000M", "--time=90", "--cpus-per-task=8", "--partition=long", "--account=a", "--qos=q",
      "--constraint=skylake", "--gres=gpu:1",
    ] { #expect(list.contains(argument)) }
  }

  @Test("a job is never put into the queue a second time by the cluster")
  func noRequeue() { #expect(arguments(SlurmSettings()).contains("--no-requeue")) }

  @Test("the script is the same for every run, and gets what differs as arguments")
  func script() {
    #expect(arguments(SlurmSettings()).suffix(3) == ["/data/run/job.sh", "/opt/polder-shim", "/data/run"])
    #expect(SlurmSubmission.script == "#!/bin/sh\nexec \"$1\" run \"$2\"\n")
  }

  @Test(
    "arguments that would make another thing of a job are refused",
    arguments: [
      "--requeue", "--req", "--output=/tmp/x", "--ou=x", "--wrap=rm", "--array=1-9", "-p", "script.sh", "--", "", "--w",
      "--export=ALL", "--job-name=other", "--chdir=/", "--mem=1", "--par", "--constraint=a\nb",
    ])
  func refused(argument: String) { #expect(!SlurmSubmission.mayBeAdded(argument)) }

  @Test(
    "others may be given",
    arguments: [
      "--constraint=skylake", "--gres=gpu:1", "--exclusive", "--reservation=r", "--nodelist=a", "--licenses=x",
    ])
  func allowed(argument: String) { #expect(SlurmSubmission.mayBeAdded(argument)) }
}
