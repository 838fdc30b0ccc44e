/// What a demonstration is made of.
public struct DemoOptions: Sendable {
  /// How many hospitals take part.
  public var hospitals = 3
  /// The data; nil takes the public data set that ships with Polder.
  public var data: String?
  /// The column by which the rows are divided; nil divides them evenly.
  public var site: String?
  /// The column with the time to the event or to the end of observation.
  public var time = "time"
  /// The column that says whether the event happened.
  public var status = "status"
  /// The value of that column that means that it happened.
  public var event = 1.0
  /// The columns that the model explains the time by.
  public var covariates = ["age", "sex", "ph.ecog"]
  /// The columns that are summarized.
  public var summary = ["time", "age", "ph.karno", "meal.cal", "wt.loss"]
  /// Whether everything stays up at the end.
  public var keep = false
  /// Where the report goes as JSON; nil prints tables only, `-` prints JSON only.
  public var json: String?
  /// The file of the `polder` program whose parts are started.
  public var program: String
  /// Where the parts keep what they keep; nil makes a folder that goes away at the end.
  public var folder: String?
  /// Where that folder is made when none is named; nil takes the system's place for such.
  public var scratch: String?

  /// The demonstration as it is without options.
  public init(program: String) { self.program = program }

  /// Takes a data set of one's own: nothing is summarized but what the model uses.
  public mutating func use(data: String, time: String, status: String, covariates: [String]) {
    self.data = data
    (self.time, self.status, self.covariates) = (time, status, covariates)
    summary = [time] + covariates
  }
}
