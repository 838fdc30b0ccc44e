/// What can be under way for a run.
enum RunStep: Sendable, Hashable {
  case record(JournalPhase)
  case claim
  case token
  case prepare
  case adopt
  case start
  case announce
  case wait
  case kill
  case judge
  case deliver
}
