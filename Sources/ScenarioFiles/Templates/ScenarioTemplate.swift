/// A commented scenario to start from, for a kind of borrower.
public enum ScenarioTemplate: String, CaseIterable, Sendable {
  case coinLoan = "coin-loan"
  case treasury
  case gpuHost = "gpu-host"
  case project
  case book

  /// A file of a template: its name, and its text.
  public struct File: Sendable, Equatable {
    /// Its name, without a directory.
    public let name: String
    /// Its text in UTF-8.
    public let text: String
  }

  /// What it is, in half a line.
  public var summary: String {
    switch self {
    case .coinLoan: "a miner with a loan against bitcoin and margin calls"
    case .treasury: "a company that holds bitcoin, with convertibles and puts"
    case .gpuHost: "a cloud of rented GPUs, with term loans and notes"
    case .project: "a building for a tenant in a company of its own, drawn as it is built"
    case .book: "a book in tables: a market, five borrowers, seven loans"
    }
  }

  /// Its files: a scenario, and for a book the tables of borrowers and of loans after it.
  public var files: [File] {
    switch self {
    case .coinLoan: [scenario(CoinTemplates.coinLoan)]
    case .treasury: [scenario(CoinTemplates.treasury)]
    case .gpuHost: [scenario(ComputeTemplates.host)]
    case .project: [scenario(ComputeTemplates.project)]
    case .book:
      [
        File(name: "market.json5", text: BookTemplate.market),
        File(name: "borrowers.csv", text: BookTemplate.borrowers),
        File(name: "loans.csv", text: BookTemplate.loans),
      ]
    }
  }

  private func scenario(_ text: String) -> File { File(name: "\(rawValue).json5", text: text) }
}
