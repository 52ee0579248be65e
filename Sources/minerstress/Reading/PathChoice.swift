import CreditBasics
import PathLedger
import PathStories
import ReportPages
import Reporting
import ResultReading
import StressEngine
import Synchronization

/// The paths of a finished result that tell most: the greatest loss, the greatest spike of a fan, and
/// the median loss of paths with a default.
///
/// Some of the run's first paths are simulated again. Their mean loss must be the one that the
/// result states for them, so that no page tells paths of another program or scenario as the run's.
struct PathChoice {
  private let scenario: Scenario
  private let spikes: [FanSpike]
  private let paths: [ListedPath]
  private let calendar: StoryCalendar

  /// Most paths that are looked at, and most paths times miners.
  private static let most = 1024
  private static let mostWork = 1 << 15
  /// Most miners of a book whose paths are told.
  private static let mostMiners = 120
  /// Most bytes of a text: a longer one is cut to one miner, and then to that miner's last years.
  private static let longest = 30_000
  private static let lastYears = 2.0
  /// Relative difference up to which two sums of the same losses agree.
  private static let tolerance = 1e-9

  /// The told paths of a result's page; nil for a large book, and where the paths are not the run's.
  static func told(_ result: FinishedResult, _ scenario: Scenario) -> ToldPaths? {
    let count = count(scenario)
    guard scenario.miners.count <= mostMiners, let expected = result.earlyLoss(paths: count) else {
      return nil
    }
    let choice = PathChoice(scenario, first: count, spikes: result.spikes)
    let mean = choice.paths.reduce(0) { $0 + $1.lossUSD } / Double(count)
    guard abs(mean - expected) <= tolerance * max(1, expected) else { return nil }
    return ToldPaths(among: count, paths: choice.told)
  }

  /// How many paths are looked at: a power of two, since results state losses at those.
  private static func count(_ scenario: Scenario) -> Int {
    let room = min(most, scenario.simulation.paths, mostWork / max(1, scenario.miners.count))
    return 1 << (Int.bitWidth - 1 - max(1, room).leadingZeroBitCount)
  }

  private init(_ scenario: Scenario, first count: Int, spikes: [FanSpike]) {
    (self.scenario, self.spikes) = (scenario, spikes)
    calendar = StoryCalendar(asOf: scenario.asOf, grid: scenario.grid)
    let kept = Mutex(PathList(scenario, count: count, order: .firstFirst))
    StressRun(scenario, threads: Processor.count, extras: []).forEachBlock(of: 0..<UInt64(count)) {
      outcomes, positions in
      kept.withLock { $0.add(outcomes, paths: positions.map { UInt64($0) }) }
    }
    paths = kept.withLock { $0.paths }
  }

  private var told: [ToldPath] {
    let defaulting = paths.filter { !$0.defaults.isEmpty }
    var told: [ToldPath] = []
    func add(_ path: ListedPath?, _ title: String, of miner: Int? = nil) {
      guard let path, !told.contains(where: { $0.number == path.path }),
        let story = tell(path, title, of: miner)
      else { return }
      told.append(story)
    }
    let isPart = paths.count < scenario.simulation.paths
    let among = isPart ? " among the first \(NumberWords.count(paths.count, "path"))" : ""
    let isFirst = isPart && paths.count == 1
    add(
      byLoss(defaulting).last,
      isFirst ? "The loss on the first path" : "The greatest loss\(among)")
    if let spike = spike(in: defaulting) {
      add(spike.path, spike.title, of: spike.miner)
    }
    add(middle(defaulting), "The median loss of paths with a default")
    return told
  }

  private func byLoss(_ paths: [ListedPath]) -> [ListedPath] {
    paths.sorted { ($0.lossUSD, $1.path) < ($1.lossUSD, $0.path) }
  }

  private func middle(_ paths: [ListedPath]) -> ListedPath? {
    paths.isEmpty ? nil : byLoss(paths)[paths.count / 2]
  }

  /// The first spike that some path shows, with the path of its middle loss.
  private func spike(in paths: [ListedPath]) -> (path: ListedPath, miner: Int, title: String)? {
    for spike in spikes {
      guard let miner = scenario.miners.firstIndex(where: { $0.name == spike.miner }) else {
        continue
      }
      let own = paths.filter { path in
        path.defaults.contains {
          $0.miner == miner && calendar.year($0.step) > spike.from
            && calendar.year($0.step) <= spike.to
        }
      }
      if let path = middle(own) { return (path, miner, spike.title) }
    }
    return nil
  }

  /// A path as it is told; nil where the ledger and the kernels disagree, which `explain` would
  /// say.
  private func tell(_ path: ListedPath, _ title: String, of miner: Int?) -> ToldPath? {
    let story = PathStory(scenario, path: path.path)
    let check = KernelCheck(
      story.account, of: scenario,
      with: StressRun.outcomes(of: scenario, in: .full, paths: [path.path]))
    guard check.disagreements.isEmpty else { return nil }
    let part = part(of: story, miner)
    return ToldPath(
      number: path.path, title: title, lossUSD: path.lossUSD,
      defaults: path.defaults.map {
        (scenario.miners[$0.miner].name, calendar.year($0.step))
      }, miner: part.miner.map { scenario.miners[$0].name }, lastYears: part.lastYears,
      text: part.text)
  }

  /// As much of a path as fits a page: all of it, all of one miner, or the end of that.
  private func part(
    of story: PathStory, _ miner: Int?
  ) -> (miner: Int?, lastYears: Double?, text: String) {
    let whole = miner == nil || scenario.miners.count == 1 ? story.text() : ""
    if !whole.isEmpty, whole.utf8.count <= Self.longest { return (nil, nil, whole) }
    let accounts = story.account.miners
    let ended = accounts.indices.filter { accounts[$0].defaultStep != nil }
    let worst = (ended.isEmpty ? Array(accounts.indices) : ended).max {
      accounts[$0].discountedLossUSD < accounts[$1].discountedLossUSD
    }
    guard let one = miner ?? worst else { return (nil, nil, "") }
    let own = story.text(StorySelection(miner: one))
    guard own.utf8.count > Self.longest, let end = accounts[one].defaultStep.map(calendar.year)
    else { return (one, nil, Self.cut(own)) }
    let last = StorySelection(miner: one, fromYear: end - Self.lastYears, toYear: end)
    return (one, Self.lastYears, Self.cut(story.text(last)))
  }

  /// A text of at most the greatest length, cut at the end of a line.
  private static func cut(_ text: String) -> String {
    guard text.utf8.count > longest else { return text }
    var kept: [Substring] = []
    var size = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      size += line.utf8.count + 1
      if size > longest { break }
      kept.append(line)
    }
    return kept.joined(separator: "\n") + "\n… and so on\n"
  }
}
