import CreditBasics
import TestSupport
import Testing
import minerstress

/// Which part of a run a task makes: what was typed, and what schedulers say.
@Suite struct ShardTests {
  @Test(
    arguments: [
      ("2/7", [:], 2, 7), ("0/1", [:], 0, 1),
      ("auto", ["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "8"], 3, 8),
      (
        "auto",
        [
          "SLURM_ARRAY_TASK_ID": "11", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_COUNT": "4",
        ], 1, 4
      ),
      ("auto", ["JOB_COMPLETION_INDEX": "5", "JOB_COMPLETIONS": "6"], 5, 6),
      ("auto/16", ["JOB_COMPLETION_INDEX": "15"], 15, 16),
      ("auto", ["AWS_BATCH_JOB_ARRAY_INDEX": "0", "AWS_BATCH_JOB_ARRAY_SIZE": "2"], 0, 2),
      // The first scheduler that is set wins.
      (
        "auto/9", ["AWS_BATCH_JOB_ARRAY_INDEX": "1", "SLURM_ARRAY_TASK_ID": "4"], 4, 9
      ),
    ] as [(String, [String: String], Int, Int)])
  func partsAreRead(
    text: String, environment: [String: String], index: Int, count: Int
  ) throws {
    let shard = try Shard(text, environment: environment)
    #expect(shard.index == index && shard.count == count)
  }

  @Test(arguments: [
    ("", "expected I/N or auto"), ("3", "expected I/N or auto"), ("1/2/3", "expected I/N or auto"),
    ("a/b", "expected I/N or auto"), ("7/7", "count from 0 to N - 1"), ("-1/4", "count from 0"),
    ("0/0", "count from 0"), ("auto", "none of SLURM_ARRAY_TASK_ID"),
    ("auto/4", "none of SLURM_ARRAY_TASK_ID"), ("0/1000000001", "at most 1,000,000 parts"),
  ])
  func nonsenseIsRefused(text: String, reason: String) {
    #expect(problem { try Shard(text, environment: [:]) }.contains(reason))
  }

  @Test func anIncompleteSchedulerIsNamed() {
    let index = ["JOB_COMPLETION_INDEX": "1"]
    #expect(
      problem { try Shard("auto", environment: index) }.contains(
        "JOB_COMPLETION_INDEX is set but JOB_COMPLETIONS is not; give --shard auto/N"))
    let words = ["SLURM_ARRAY_TASK_ID": "x", "SLURM_ARRAY_TASK_COUNT": "4"]
    #expect(problem { try Shard("auto", environment: words) }.contains("is no number"))
    // Whatever a scheduler says, it is refused in words.
    var array = [
      "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "one",
    ]
    #expect(
      problem { try Shard("auto", environment: array) }.contains(
        "SLURM_ARRAY_TASK_MIN is no number"))
    array["SLURM_ARRAY_TASK_ID"] = String(Int.min)
    array["SLURM_ARRAY_TASK_MIN"] = "1"
    #expect(problem { try Shard("auto", environment: array) }.contains("count from 0"))
  }

  /// Parts cover a run without gap or overlap, and differ by a block at most.
  @Test(arguments: [(1, 1), (10, 3), (64, 64), (1000, 7), (97_657, 512)])
  func partsCoverTheRun(total: Int, count: Int) throws {
    let parts = try (0..<count).map { try Shard("\($0)/\(count)").blocks(of: total) }
    #expect(parts.reduce(BlockSet()) { $0.union($1) } == BlockSet(0..<total))
    #expect(parts.reduce(0) { $0 + $1.count } == total)
    let sizes = parts.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    let tooMany = problem { try Shard("0/\(total + 1)").blocks(of: total) }
    #expect(tooMany.contains("use at most \(total)"))
  }
}
