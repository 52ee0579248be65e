import CreditBasics
import ScenarioFiles
import Testing

/// What a scenario uses is known twice, of a file before it is a scenario and of one made in code: both agree.
@Suite struct UseAgreementTests {
  private static let prices = [
    "btc": "btc: { spot: 87500 },", "eth": "eth: { spot: 3000 },",
    "network": "network: { hashrate: 1e9, blockSubsidy: 3.125 },",
    "power": "power: { spotPerMWh: 45 },",
  ]

  /// A file without some prices.
  private static func text(_ miner: String, without: Set<String>) -> String {
    let market = prices.filter { !without.contains($0.key) }.values.sorted().joined(separator: " ")
    return SmallScenario.text(
      market: market
        + " gpus: { H100: { rentPerHour: 2, resalePrice: 20000, kilowatts: 1.4 }, idle: { rentPerHour: 2, "
        + "resalePrice: 20000 } },",
      miner: "cash: 1e6, \(miner)")
  }

  @Test(
    arguments: [
      "", "treasury: { btc: 1 }", "treasury: { eth: 1 }", "treasury: { btc: 0, eth: 0 }",
      "treasury: { hodl: 0.5 }", "asics: { petahash: 10, joulesPerTerahash: 20 }",
      "asics: { petahash: 0, joulesPerTerahash: 20 }",
      "rigLots: { S21: { petahash: 10, joulesPerTerahash: 17 } }",
      "gpuLots: { hall: { gpu: 'H100', count: 8 } }",
      "gpuLots: { hall: { gpu: 'idle', count: 8 } }",
      "gpuLots: { hall: { gpu: 'H100', count: 0 } }",
      "gpuLots: { hall: { gpu: 'H100', count: 8 } }, power: { fixedPrice: 40, fixedShare: 1 }",
      "gpuLots: { hall: { gpu: 'H100', count: 8 } }, power: { fixedPrice: 40, fixedShare: 1, until: '2026-06-30' }",
      "equity: { perWeek: 0.01, marketCap: 1e8, beta: { btc: 1.4 } }",
      "equity: { perWeek: 0.01, marketCap: 1e8, beta: { eth: 1.4 } }",
    ], [["btc", "network"], ["eth"], ["network"], ["power"]])
  func filesAndScenariosMissTheSame(miner: String, without: [String]) throws {
    let whole = try ScenarioReader.read(text: Self.text(miner, without: []), name: "f").scenario
    var market = whole.market
    for key in without {
      switch key {
      case "btc": market.coins.btc.spotUSD = nil
      case "eth": market.coins.eth.spotUSD = nil
      case "network": market.network = nil
      default: market.power = nil
      }
    }
    var scenario = whole
    scenario.market = market
    var fault: String?
    do throws(ScenarioFault) { try scenario.validate() } catch { fault = error.path }
    let issues: [String]
    do throws(ScenarioError) {
      _ = try ScenarioReader.read(text: Self.text(miner, without: Set(without)), name: "f")
      issues = []
    } catch {
      issues = error.issues.map(\.path)
    }
    // A scenario in code is told one fault, a file all of its problems.
    #expect(fault.map(issues.contains) ?? issues.isEmpty, "\(fault ?? "none"): \(issues)")
  }
}
