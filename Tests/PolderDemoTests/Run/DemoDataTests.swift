import PolderCore
import PolderData
import PolderTesting
import Testing

@testable import PolderDemo

@Suite("Data of a demonstration")
struct DemoDataTests {
  func data(_ change: (inout DemoOptions) -> Void = { _ in }) async throws -> DemoData {
    try await TestFolder.with { scratch in
      var options = DemoOptions(program: "none")
      change(&options)
      let folder = try DemoFolder(nil, scratch: scratch.path)
      let data = try DemoData(options, folder: folder)
      return data
    }
  }

  @Test("Unless told otherwise it is the lung cancer data, divided by institution among three")
  func takesLung() async throws {
    let data = try await data()
    #expect(data.table.rowCount == 228)
    #expect(data.hospitals.count == 3)
    #expect(data.hospitals.flatMap(\.sites).count == 18)
    #expect(data.name.contains("NCCTG"))
  }

  @Test("A file of one's own is divided evenly, or by the column that is named")
  func takesOwn() async throws {
    try await TestFolder.with { folder in
      let text = "t,e,x,ward\n" + (1...20).map { "\($0),\($0 % 2),\($0 * $0),w\($0 % 4)\n" }.joined()
      let path = try folder.write(text, to: "own.csv")
      var options = DemoOptions(program: "none")
      options.use(data: path, time: "t", status: "e", covariates: ["x"])
      options.hospitals = 4
      #expect(options.summary == ["t", "x"])
      let own = try DemoFolder(nil, scratch: folder.path)
      let even = try DemoData(options, folder: own)
      #expect(even.hospitals.map(\.rows) == [5, 5, 5, 5])
      #expect(even.hospitals.allSatisfy { $0.sites.isEmpty })
      options.site = "ward"
      #expect(try DemoData(options, folder: own).hospitals.map(\.sites) == [["w0"], ["w1"], ["w2"], ["w3"]])
    }
  }

  @Test("What is wrong with the data is told before anything is started, with its name")
  func tellsProblems() async throws {
    let missing = await #expect(throws: PolderError.self) { try await data { $0.covariates = ["age", "weight"] } }
    #expect(missing?.description.contains("weight") == true)
    let file = await #expect(throws: PolderError.self) { try await data { $0.data = "/nowhere/own.csv" } }
    #expect(file?.code == "data-unreadable")
    #expect(file?.object == "/nowhere/own.csv")
    let many = await #expect(throws: PolderError.self) { try await data { $0.hospitals = 19 } }
    #expect(many?.code == "demo-too-many-hospitals")
  }

  @Test("A column that is no number can not be part of the model")
  func refusesTexts() async throws {
    try await TestFolder.with { folder in
      let path = try folder.write("t,e,x\n1,1,a\n2,0,b\n3,1,c\n", to: "own.csv")
      let error = await #expect(throws: PolderError.self) {
        try await data { $0.use(data: path, time: "t", status: "e", covariates: ["x"]) }
      }
      #expect(error?.description.contains("x") == true)
    }
  }

  @Test("Tasks that an algorithm makes are named as steps of their parent, each once")
  func namesSteps() async {
    let names = TaskNames()
    await names.name(TaskID(1), "cox")
    await names.note(child: TaskID(2), of: TaskID(1))
    await names.note(child: TaskID(3), of: TaskID(1))
    await names.note(child: TaskID(2), of: TaskID(1))
    #expect(await names.title(of: TaskID(1)) == "cox")
    #expect(await names.title(of: TaskID(2)) == "cox · step 1")
    #expect(await names.title(of: TaskID(3)) == "cox · step 2")
    #expect(await names.title(of: TaskID(9)) == "task 9")
    #expect(await names.stepCount(of: TaskID(1)) == 2)
  }

  @Test("Passwords are long, different, and fulfil the rules of the server")
  func makesPasswords() {
    let passwords = (0..<50).flatMap { _ in
      let accounts = DemoAccounts()
      return [accounts.root, accounts.admin, accounts.researcher].map(\.password)
    }
    #expect(Set(passwords).count == passwords.count)
    for password in passwords {
      #expect(password.count >= 20)
      #expect(password.contains { $0.isUppercase } && password.contains { $0.isLowercase })
      #expect(password.contains { $0.isNumber } && password.contains { !$0.isLetter && !$0.isNumber })
    }
  }
}
