import PolderCore
import Testing

@testable import PolderPrompt

@Suite("The environment of the prompt")
struct PromptEnvironmentTests {
  @Test("The folder is where the system's rules put it")
  func folder() throws {
    #expect(try PromptEnvironment(["HOME": "/folder/ada"]).folder() == "/folder/ada/.config/polder")
    #expect(try PromptEnvironment(["HOME": "/h", "XDG_CONFIG_HOME": "/c"]).folder() == "/c/polder")
    #expect(try PromptEnvironment(["HOME": "/h", "XDG_CONFIG_HOME": "relative"]).folder() == "/h/.config/polder")
    #expect(try PromptEnvironment(["HOME": "/h", "XDG_CONFIG_HOME": ""]).folder() == "/h/.config/polder")
  }

  @Test("Without a home nobody guesses one", arguments: [[:], ["HOME": ""], ["HOME": "relative"]])
  func noHome(_ variables: [String: String]) {
    let error = #expect(throws: PolderError.self) { try PromptEnvironment(variables).folder() }
    #expect(error?.code == "prompt-no-home")
  }

  @Test("A variable that is empty is not set")
  func empty() {
    let environment = PromptEnvironment(["POLDER_PROFILE": "", "POLDER_SERVER": "s", "POLDER_TOKEN": "t"])
    #expect(environment.profile == nil)
    #expect(environment.server == "s")
    #expect(environment.token == "t")
  }
}
