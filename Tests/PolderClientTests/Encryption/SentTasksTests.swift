import PolderCore
import PolderCrypto
import Testing

@testable import PolderClient

@Suite("Bounds of the record of sent tasks")
struct SentTasksTests {
  @Test("The oldest are forgotten")
  func isBounded() throws {
    var tasks = SentTasks()
    for task in 1...12 { try tasks.remember(TaskID(Int64(task)), SentTaskFileTests.sent(), capacity: 10) }
    #expect(tasks[2] == nil)
    #expect(tasks[3] != nil)
    #expect(tasks[12] != nil)
  }

  @Test("Tasks for many organizations make room earlier; the newest stays, whatever its size")
  func boundsRecipients() throws {
    let key = try LiveKeys().oost.publicKey.fingerprint
    func sent(_ count: Int) -> SentTask {
      let recipients = Dictionary(uniqueKeysWithValues: (0..<count).map { (OrganizationID(Int64($0)), key) })
      return SentTask(nonce: TaskNonce(), recipients: recipients)
    }
    var tasks = SentTasks()
    try tasks.remember(1, sent(SentTasks.recipients / 2))
    try tasks.remember(2, sent(SentTasks.recipients / 2))
    #expect(tasks[1] != nil && tasks[2] != nil)
    try tasks.remember(3, sent(1))
    #expect(tasks[1] == nil && tasks[2] != nil)
    try tasks.remember(4, sent(SentTasks.recipients + 1))
    #expect(tasks[3] == nil && tasks[4] != nil)
  }

  @Test("What is pending is bounded too, and settled by what becomes of it")
  func boundsPending() throws {
    var tasks = SentTasks()
    let all = (0...SentTasks.pendings).map { _ in SentTaskFileTests.sent() }
    for sent in all { tasks.begin(sent) }
    func isPending(_ number: Int) throws -> Bool { tasks.knows(6, try #require(all[number].nonce)) }
    #expect(try !isPending(0))
    #expect(try isPending(1))
    tasks.drop(all[1])
    #expect(try !isPending(1))
    try tasks.remember(7, all[2])
    #expect(try !isPending(2))
    #expect(tasks[7] == all[2])
    let before = tasks
    tasks.begin(SentTaskFileTests.old)
    #expect(tasks == before, "without a nonce it could not be told from others")
  }
}
