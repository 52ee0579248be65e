import Testing
import minerstress

/// What is said before a long run.
@Suite struct RunEstimateTests {
  /// 200 blocks of three seconds are ten minutes on one thread and two and a half on four; a thread
  /// without a block helps nobody.
  @Test func timeIsSharedByTheThreads() {
    #expect(RunEstimate.seconds(oneBlock: 3, blocks: 200, threads: 1) == 600)
    #expect(RunEstimate.seconds(oneBlock: 3, blocks: 200, threads: 4) == 150)
    #expect(RunEstimate.seconds(oneBlock: 3, blocks: 200, threads: 1000) == 3)
  }
}
